import { describe, expect, it } from 'vitest';
import type { Card, CardElement } from '#cards/card.ts';
import { readCallback } from '#adapters/feishu/cards/callback.ts';
import { mentionsIn, renderCard } from '#adapters/feishu/cards/message.ts';
import { checkCard } from '../../../support/feishu/card-check.ts';
import { isObject, objectsIn } from '../../../support/feishu/card-facts.ts';
import { nodesWith, pressed, readCard } from './read-back.ts';

const RENDERING = { accounts: new Map([['lin', 'ou_lin']]), timezone: 'Asia/Shanghai' };

const cardOf = (...elements: readonly CardElement[]): Card => ({
  title: '系统故障',
  tone: 'danger',
  fallback: '系统故障:接通率68%',
  elements,
  incident: 'INC-20261201-01',
});

const render = (...elements: readonly CardElement[]) => {
  const json = renderCard(cardOf(...elements), RENDERING);
  expect(checkCard(json)).toEqual([]);
  return json;
};

const fact = (label: string, value: string) => ({ label, value: [value] });

const progress = (label: string, percent: number) =>
  readCard(render({ kind: 'progress', percent, label })).text.split('\n')[1];

const at = (clock: string): number => Date.parse(`2026-12-01T${clock}:00+08:00`);

const chartValues = (json: ReturnType<typeof render>) => {
  const spec = nodesWith(json, 'chart')[0]?.['chart_spec'];
  const [data] = isObject(spec) ? objectsIn(spec['data']) : [];
  return objectsIn(data?.['values']);
};

describe('a card in Feishu', () => {
  it.each([
    ['danger', 'red'],
    ['warning', 'orange'],
    ['good', 'green'],
    ['info', 'blue'],
    ['neutral', 'grey'],
    ['muted', 'grey'],
  ] as const)('shows the tone %s by the colour of its header', (tone, template) => {
    const json = renderCard({ ...cardOf(), tone }, RENDERING);
    expect(json.header).toMatchObject({ template, title: { tag: 'plain_text' } });
  });

  it('tells lists of chats and notifications its fallback', () => {
    expect(render().config['summary']).toEqual({ content: '系统故障:接通率68%' });
  });

  it('mentions who has an account, and names the others', () => {
    const line = [{ mention: 'lin', name: '林悦' }, '、', { mention: 'chen', name: '陈波' }];
    const card = cardOf({ kind: 'text', lines: [line] }, { kind: 'note', line });
    expect(mentionsIn(card)).toEqual(['lin', 'chen']);
    const { text, live } = readCard(renderCard(card, RENDERING));
    expect(live).toEqual(['at ou_lin', 'at ou_lin']);
    expect(text).toContain('@ou_lin、@陈波');
  });

  it.each(['all', 'ou_', 'ou_x></at><at id=all', 'U_LIN'])(
    'names somebody whose account %j is no open_id',
    (account) => {
      const line = [{ mention: 'lin', name: '林悦' }];
      const accounts = new Map([['lin', account]]);
      const json = renderCard(cardOf({ kind: 'text', lines: [line] }), { ...RENDERING, accounts });
      expect(readCard(json)).toEqual({ text: '系统故障\n@林悦', live: [] });
    },
  );

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'lark://x', '不是地址', '//x.example'])(
    'does not link to %s',
    (url) => {
      const json = render(
        { kind: 'text', lines: [[{ link: '计划', url }]] },
        { kind: 'image', url, alt: '曲线' },
      );
      expect(readCard(json)).toEqual({ text: '系统故障\n计划\n曲线', live: [] });
    },
  );

  it('links where an address has brackets in it', () => {
    const url = 'https://d.example/a_(b)?q=[1]&x=2*3';
    const { live } = readCard(render({ kind: 'text', lines: [[{ link: '计划', url }]] }));
    expect(live).toEqual(['link https://d.example/a%5F%28b%29?q=%5B1%5D&x=2%2A3']);
  });

  it('keeps emphasis apart from what would keep it from being read', () => {
    const lines = [['甲', { bold: '（乙）' }, '丙'], [{ bold: '丁' }, '戊'], [{ struck: ' 己 ' }]];
    const [node] = nodesWith(render({ kind: 'text', lines }), 'markdown');
    expect(node?.['content']).toBe('甲\u{200a}**（乙）**\u{200a}丙\n**丁**戊\n ~~己~~ ');
  });

  it('strikes out the line of an item that counts no more', () => {
    const json = render({ kind: 'list', items: [{ line: ['备用线路'], mark: 'struck' }] });
    expect(nodesWith(json, 'markdown')[0]?.['content']).toContain('~~备用线路~~');
  });

  it('gives a harmless text in a block that can be copied, any other in a box of plain text', () => {
    const json = render(
      { kind: 'copy', label: '口径', text: '热线接入困难，预计11:15恢复。\n请用公众号。' },
      { kind: 'copy', label: '口径', text: '见 <at id=all></at> *注意*' },
    );
    expect(nodesWith(json, 'markdown').map(({ content }) => content)).toEqual([
      '```\n热线接入困难，预计11:15恢复。\n请用公众号。\n```',
    ]);
    expect(nodesWith(json, 'column_set').map((node) => node['element_id'])).toEqual(['copy_1']);
    expect(readCard(json).text).toContain('见 <at id=all></at> *注意*');
  });

  it('puts short facts side by side, long ones and many in lines', () => {
    const pair = [fact('级别', '重大'), fact('客户', '5,000')];
    expect(nodesWith(render({ kind: 'facts', items: pair }), 'column_set')).toHaveLength(1);
    const long = [fact('级别', '重大'), fact('影响', '全国热线接入困难，接通率降到百分之六十八')];
    expect(nodesWith(render({ kind: 'facts', items: long }), 'column_set')).toHaveLength(0);
    const many = Array.from({ length: 20 }, () => pair).flat();
    const json = render({ kind: 'facts', items: many });
    expect(nodesWith(json, 'column_set')).toHaveLength(0);
    expect(readCard(json).text.match(/级别 重大/gu)).toHaveLength(20);
  });

  it('makes a table of a table, at the root, ten rows a page, and text of the sixth', () => {
    const table: CardElement = {
      kind: 'table',
      columns: ['时间', '接通率'],
      rows: [[['10:05'], [{ bold: '68%' }]], [['10:10']]],
    };
    const json = render(table, table, table, table, table, table);
    expect(nodesWith(json, 'table')).toHaveLength(5);
    expect(nodesWith(json, 'table')[0]).toMatchObject({
      page_size: 10,
      columns: [
        { name: 'c0', display_name: '时间', data_type: 'text' },
        { name: 'c1', display_name: '接通率', data_type: 'text' },
      ],
      rows: [
        { c0: '10:05', c1: '68%' },
        { c0: '10:10', c1: '' },
      ],
    });
    expect(readCard(json).text).toContain('10:05 | 68%');
  });

  it('shows progress as a bar with its percentage once', () => {
    expect(progress('进度 50%', 50)).toBe('██████████ 进度 50%');
    expect(progress('修复进度', 72)).toBe('██████████ 72% 修复进度');
    expect(progress('修复进度', Number.NaN)).toBe('██████████ 0% 修复进度');
  });

  it('draws measures over time, with their threshold, on the clock of the organisation', () => {
    const json = render({
      kind: 'chart',
      title: '接通率',
      series: [
        {
          name: '接通率',
          points: [
            [at('10:10'), 71],
            [at('10:05'), 68],
            [at('10:20'), Number.NaN],
          ],
        },
      ],
      threshold: 90,
    });
    expect(nodesWith(json, 'chart')[0]?.['chart_spec']).toMatchObject({
      type: 'line',
      data: [
        {
          values: [
            { time: '10:05', value: 68, name: '接通率' },
            { time: '10:10', value: 71, name: '接通率' },
          ],
        },
      ],
      markLine: [{ y: 90 }],
    });
    expect(readCard(json).text).toContain('接通率');
  });

  it('names the day where a chart spans more than one, and thins what nobody could tell apart', () => {
    const points = Array.from({ length: 500 }, (_, n) => [n * 3_600_000, n] as const);
    const json = render({ kind: 'chart', title: '', series: [{ name: 'a', points }] });
    const values = chartValues(json);
    expect(values.length).toBeLessThanOrEqual(60);
    expect(values.at(-1)).toEqual({ time: '01-22 03:00', value: 499, name: 'a' });
  });

  it('says only the title of a chart without values', () => {
    const json = render({ kind: 'chart', title: '接通率', series: [] });
    expect(readCard(json).text).toBe('系统故障\n接通率');
  });

  it('lets buttons wrap, asks before a dangerous one, and gives back their lines', () => {
    const json = render({
      kind: 'actions',
      buttons: [
        { label: '完成', line: 'task done a', style: 'primary' },
        { label: '关闭', line: 'close', style: 'danger', form: true, confirm: '关闭事件？' },
      ],
    });
    expect(nodesWith(json, 'column_set')[0]).toMatchObject({ flex_mode: 'flow' });
    const [done, close] = nodesWith(json, 'button');
    expect(done).toMatchObject({ type: 'primary_filled' });
    expect(close).toMatchObject({ type: 'danger', confirm: { text: { content: '关闭事件？' } } });
    expect([done, close].map((one) => readCallback(pressed(one ?? {}), 'UTC'))).toEqual([
      { kind: 'press', line: 'task done a', form: false, incident: 'INC-20261201-01' },
      { kind: 'press', line: 'close', form: true, incident: 'INC-20261201-01' },
    ]);
  });
});
