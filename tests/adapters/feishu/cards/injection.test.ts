import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardElement, Form } from '#cards/card.ts';
import { cleanText, escapeText } from '#adapters/feishu/cards/escape.ts';
import { renderFieldErrors, renderForm } from '#adapters/feishu/cards/form.ts';
import { renderCard } from '#adapters/feishu/cards/message.ts';
import { checkCard } from '../../../support/feishu/card-check.ts';
import { nodesWith, readCard, readMarkdown } from './read-back.ts';

const RENDERING = { accounts: new Map([['lin', 'ou_lin']]), timezone: 'Asia/Shanghai' };

const PAYLOADS = [
  '<at id=all></at>',
  '<at id="all"></at>',
  '<at ids=ou_a,all></at>',
  '<at user_id="all">所有人</at>',
  '<at email=a@b.example></at>',
  '&#60;at id=all&#62;&#60;/at&#62;',
  '<a href="javascript:alert(1)">点我</a>',
  '<link url="https://evil.example">点我</link>',
  '[点我](https://evil.example)',
  '![](img_v2_x)',
  "<font color='red'>红</font>",
  '<text_tag color="red">标签</text_tag>',
  '<person id = "ou_a"></person>',
  '<number_tag>1</number_tag>',
  '<local_datetime millisecond="1"></local_datetime>',
  '<raw>x</raw>',
  "<audio file_key='x'>",
  ':SMILE: :OK::THUMBSUP: :2022:',
  '**粗** *斜* ~~删~~ __下划线__ _斜_',
  '`code` ``` code ```',
  '# 标题',
  '- 项目',
  '1. 项目',
  '> 引用',
  '---',
  '甲\n===',
  '    缩进',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '&reg &copy; &lt;b&gt; A&B',
  String.raw`\*转义\* \u003cat`,
  '$urlVal ${open_id} {{x}}',
  '\u{202e}lla=di ta\u{202c}',
  '零\u{200b}宽\u{200d}字\u{feff}符',
  '<!channel> <@U123> <!here>',
  'https://evil.example/见此处',
  '"引号" \'单引号\'',
  '甲\u{0}乙\u{7}丙',
  '半个\ud83d字',
];

const HARMLESS = '甲乙丙';

/** A card that shows `text` wherever a person's words may stand. */
const everywhere = (text: string): Card => {
  const line = [
    text,
    { bold: text },
    { code: text },
    { struck: text },
    { mention: 'nobody', name: text },
    { link: text, url: 'https://d.example/1' },
    { instant: 0, text },
  ];
  const elements: readonly CardElement[] = [
    { kind: 'heading', text },
    { kind: 'text', lines: [[text]] },
    { kind: 'text', lines: [line], tone: 'danger' },
    { kind: 'facts', items: [{ label: text, value: [text] }] },
    { kind: 'facts', items: [{ label: text, value: line }] },
    {
      kind: 'list',
      items: [
        { line: [text], mark: 'done' },
        { line, mark: 'struck' },
      ],
    },
    { kind: 'table', columns: [text], rows: [[line]] },
    { kind: 'copy', label: text, text },
    { kind: 'progress', percent: 50, label: text },
    {
      kind: 'actions',
      buttons: [{ label: text, line: text, style: 'default', confirm: text }],
    },
    { kind: 'note', line },
    { kind: 'image', url: 'https://d.example/a.png', alt: text },
    { kind: 'chart', title: text, series: [{ name: text, points: [[0, 1]] }] },
  ];
  return { title: text, tone: 'info', fallback: text, elements };
};

const formWith = (text: string): Form => ({
  command: 'open',
  title: text,
  submit: text,
  intro: [[text, { bold: text }]],
  actions: [{ label: text, line: text, style: 'default' }],
  fields: (
    ['text', 'multiline', 'choice', 'people', 'number', 'datetime', 'checkbox'] as const
  ).map((kind) => ({
    id: kind,
    label: text,
    hint: text,
    kind,
    required: true,
    placeholder: text,
    value: text,
    options: [{ value: text, label: text }],
  })),
});

/** Every place shows the text itself; line ends within links become spaces. */
const oneLine = (text: string): string => cleanText(text).replaceAll(/\s+/gu, ' ').trim();

/** What a card shows of a text that stands everywhere in it: what it does, and how often it reads so. */
const effectOf = (text: string) => {
  const json = renderCard(everywhere(text), RENDERING);
  const { text: shown, live } = readCard(json);
  return {
    problems: checkCard(json),
    live,
    times: oneLine(shown).split(oneLine(text)).length - 1,
  };
};

const sameSpaces = (text: string): string =>
  text.replaceAll(/[\t\u{a0}]/gu, ' ').replaceAll('\u{200a}', '');

describe('what people write', () => {
  it.each(PAYLOADS)('%j shows as it is, wherever it stands in a card', (text) => {
    const usual = effectOf(HARMLESS);
    expect(usual.times).toBeGreaterThan(30);
    expect(effectOf(text)).toEqual(usual);
  });

  it.each(PAYLOADS)('%j shows as it is, wherever it stands in a form', (text) => {
    const form = formWith(text);
    for (const json of [
      renderForm(form, RENDERING),
      renderFieldErrors(form, { text, nowhere: text }, { text }, RENDERING),
    ]) {
      expect(checkCard(json)).toEqual([]);
      expect(readCard(json).live).toEqual([]);
    }
    const shown = oneLine(readCard(renderForm(form, RENDERING)).text);
    expect(shown.split(oneLine(text)).length).toBeGreaterThan(20);
  });

  it('reads back from card markdown, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(fc.constantFrom(...PAYLOADS, '*', '<', '&', '`', '\n'))
            .map((all) => all.join('')),
        ),
        (text) => {
          const { text: shown, live } = readMarkdown(escapeText(text));
          expect(live).toEqual([]);
          expect(sameSpaces(shown)).toBe(sameSpaces(cleanText(text)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does nothing in code, which may or may not be read', () => {
    for (const text of PAYLOADS) {
      const json = renderCard(
        { ...everywhere(''), elements: [{ kind: 'text', lines: [[{ code: text }]] }] },
        RENDERING,
      );
      for (const { content } of nodesWith(json, 'markdown'))
        expect(String(content)).not.toMatch(/[<>[\]*~$\\]|:\w*[a-z]\w*:/iu);
    }
  });
});
