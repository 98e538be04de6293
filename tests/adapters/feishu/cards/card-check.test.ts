import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCard } from '../../../support/feishu/card-check.ts';

const fixture = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(`../../../fixtures/feishu/${name}`, import.meta.url), 'utf8'),
  ) as unknown;

const EXAMPLES = fixture('card-v2-examples.json') as readonly {
  readonly doc: string;
  readonly card: unknown;
}[];

/** Examples of the documents that break the documents' own rules, or those we keep stricter, and how. */
const WRONG: Readonly<Record<number, RegExp>> = {
  4: /unknown property action_type|no submit button/u, // 1.0
  6: /an option twice/u,
  8: /unknown property action_type|no submit button/u, // 1.0
  13: /value must be an object/u, // the SDK takes objects only
  17: /unknown property (value|url)/u, // 1.0
  24: /unknown property value/u, // 1.0
  25: /unknown property action_type|no submit button/u, // 1.0
  28: /element_id custom_id is not unique/u,
  33: /unknown property fallback/u, // 1.0
  41: /unknown property (mode|custom_width|compact_width)/u, // 1.0
  43: /chart_spec is invalid/u, // empty
  50: /mentions everybody/u, // stricter
  51: /unknown property wide_screen_mode/u, // 1.0
  52: /element_id custom_id is not unique/u,
  54: /unknown property fields|object without a tag|mentions everybody/u, // 1.0, and stricter
  57: /has no column customer_date/u,
  58: /links to \/document-mod/u,
  61: /unknown tag xxx|element_id custom_id is not unique/u,
  62: /header.title is missing/u,
  63: /schema must be|unknown tag xxx/u,
};

const alert = (name: string) =>
  (fixture(`larkcli-alert-${name}.json`) as { readonly card: unknown }).card;

const card = (...elements: readonly unknown[]) => ({ schema: '2.0', body: { elements } });
const text = (content: string) => ({ tag: 'plain_text', content });
const markdown = (content: string) => ({ tag: 'markdown', content });
const button = (more: object = {}) => ({ tag: 'button', text: text('OK'), ...more });
const submit = { ...button(), name: 's', form_action_type: 'submit' };
const form = (...elements: readonly unknown[]) => ({ tag: 'form', name: 'f', elements });
const table = { tag: 'table', columns: [{ name: 'a', data_type: 'text' }], rows: [{ a: 'x' }] };
const within = (depth: number, inner: unknown): unknown =>
  depth === 0
    ? inner
    : { tag: 'column_set', columns: [{ tag: 'column', elements: [within(depth - 1, inner)] }] };

describe('the card rules', () => {
  it.each(EXAMPLES.map(({ doc, card: example }, n) => [n, doc, example] as const))(
    'take example %i of the documents (%s), or say what is wrong with it',
    (n, _, example) => {
      const problems = checkCard(example);
      const wrong = WRONG[n];
      expect(problems.length > 0).toBe(wrong !== undefined);
      expect(problems.filter((problem) => wrong?.test(problem) !== true)).toEqual([]);
    },
  );

  it('take most of the examples', () => {
    expect(EXAMPLES.length - Object.keys(WRONG).length).toBeGreaterThanOrEqual(44);
  });

  it('take an alert of Lark, whose only fault is a variable in place of a person', () => {
    expect(checkCard(alert('initiation'))).toEqual([]);
    expect(checkCard(alert('resolved'))).toEqual([expect.stringMatching(/mentions no open_id/u)]);
  });

  it.each<readonly [string, unknown, RegExp]>([
    ['another schema', { ...card(), schema: '1.0' }, /schema/u],
    ['something that is no card', 'x', /not an object/u],
    ['an independent card', { ...card(), config: { update_multi: false } }, /update_multi/u],
    ['an unknown tag', card({ tag: 'note' }), /unknown tag note/u],
    ['an unknown property', card({ ...markdown('x'), colour: 'red' }), /unknown property colour/u],
    ['an object without a tag', card({ tag: 'div', text: { content: 'x' } }), /without a tag/u],
    ['201 nodes', card(...Array.from({ length: 201 }, () => ({ tag: 'hr' }))), /201 nodes/u],
    ['31 KB', card(markdown('字'.repeat(10_400))), /bytes/u],
    ['six containers in each other', card(within(6, { tag: 'hr' })), /nested 6 deep/u],
    ['six tables', card(...Array.from({ length: 6 }, () => table)), /6 tables/u],
    ['a table in a column', card(within(1, table)), /root only/u],
    ['a table page of 11', card({ ...table, page_size: 11 }), /page_size/u],
    ['a cell of no column', card({ ...table, rows: [{ b: 'x' }] }), /no column b/u],
    ['a form in a column', card(within(1, form(submit))), /root only/u],
    [
      'a form in a panel',
      card({ tag: 'collapsible_panel', elements: [form(submit)] }),
      /root only/u,
    ],
    ['a form without a submit button', card(form({ tag: 'input', name: 'a' })), /no submit/u],
    ['a nameless field', card(form({ tag: 'input' }, submit)), /no name within a form/u],
    ['a nameless form', card({ tag: 'form', elements: [submit] }), /has no name/u],
    [
      'a name twice',
      card(form({ tag: 'input', name: 'a' }, { tag: 'checker', name: 'a' }, submit)),
      /name a is not unique/u,
    ],
    [
      'a multiple choice outside a form',
      card({ tag: 'multi_select_person', name: 'a' }),
      /form only/u,
    ],
    ['a bad element_id', card({ tag: 'hr', element_id: '1a' }), /malformed/u],
    [
      'an element_id twice',
      card({ tag: 'hr', element_id: 'a' }, { tag: 'hr', element_id: 'a' }),
      /unique/u,
    ],
    ['a script as an address', card(markdown('[x](javascript:alert(1))')), /links to javascript/u],
    [
      'a file as an address',
      card(button({ behaviors: [{ type: 'open_url', default_url: 'file:///etc' }] })),
      /no address/u,
    ],
    ['a long button', card({ tag: 'button', text: text('x'.repeat(101)) }), /101 characters/u],
    [
      'a value that is a text',
      card(button({ behaviors: [{ type: 'callback', value: 'x' }] })),
      /object/u,
    ],
    [
      'a large input',
      card(form({ tag: 'input', name: 'a', max_length: 1001 }, submit)),
      /max_length/u,
    ],
    [
      'an option twice',
      card({
        tag: 'select_static',
        options: [
          { text: text('a'), value: '1' },
          { text: text('b'), value: '1' },
        ],
      }),
      /option twice/u,
    ],
    ['everybody', card(markdown('<at id=all></at>')), /everybody/u],
    ['everybody in quotes', card(markdown('<at ids="ou_a,all"></at>')), /everybody/u],
    [
      'everybody in a cell',
      card({
        ...table,
        columns: [{ name: 'a', data_type: 'lark_md' }],
        rows: [{ a: '<at id=all>' }],
      }),
      /everybody/u,
    ],
    ['somebody by e-mail', card(markdown('<at email=a@b.c></at>')), /no open_id/u],
    ['a stranger', card(markdown('<at id=U_LIN></at>')), /no open_id/u],
    [
      'a picker of strangers',
      card({ tag: 'select_person', options: [{ value: 'lin' }] }),
      /no open_id/u,
    ],
    ['an empty chart', card({ tag: 'chart', chart_spec: {} }), /chart_spec/u],
    [
      'an unknown colour',
      { ...card(), header: { title: text('x'), template: 'pink' } },
      /template/u,
    ],
    ['a wide margin', card({ tag: 'hr', margin: '100px' }), /margin/u],
    ['an address glued to Chinese', card(markdown('见https://a.example')), /glued/u],
  ])('refuse %s', (_, given, problem) => {
    expect(checkCard(given).join('\n')).toMatch(problem);
  });
});
