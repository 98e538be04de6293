import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { timelineEntries } from '#domain/timeline/entry.ts';
import type { Card } from '#cards/card.ts';
import { lineText } from '#cards/line.ts';
import { timelineCard } from '#cards/timeline-card.ts';
import {
  TIMELINE_COLUMNS,
  timelineCsv,
  timelineJson,
  timelineMarkdown,
} from '#cards/timeline-export.ts';
import type { TimelineView } from '#cards/timeline-line.ts';
import { log } from '../support/event-log.ts';
import { lateAnnouncement } from '../support/recorded-announcements.ts';
import { outage } from '../support/recorded-outage.ts';
import { shippedPolicy as policy } from '../support/policy.ts';

const viewAt = (now: number, locale: TimelineView['locale'] = 'zh-CN'): TimelineView => ({
  locale,
  timezone: 'Asia/Shanghai',
  now,
  policy,
});

const linesOf = (card: Card): readonly string[] =>
  card.elements.flatMap((element) => (element.kind === 'text' ? element.lines.map(lineText) : []));

const buttonsOf = (card: Card): readonly string[] =>
  card.elements.flatMap((element) =>
    element.kind === 'actions' ? element.buttons.map(({ line }) => line) : [],
  );

const backdated = () =>
  log({ policy })
    .at('10:04')
    .by('wang')
    .opened()
    .at('10:30')
    .by('zhao', 'feishu')
    .update('排查中')
    .at('10:40')
    .by('lin', 'slack')
    .happened('10:10')
    .record('note.added', { id: 'N1', text: '机房来电' });

describe('the order of the timeline', () => {
  it('given a note told later than it happened, then it stands where it happened and says when it was written', () => {
    const record = backdated();
    const lines = linesOf(
      timelineCard(timelineEntries(record.events), viewAt(record.instant('11:00'))),
    );
    expect(lines).toEqual([
      '10:04 S 王强开启事件“系统故障”。',
      '10:10 S 林悦记录：机房来电 （10:40 补记）',
      '10:30 F 赵磊通报进展：排查中。',
    ]);
  });

  it('E5: given a breach noticed by the tick, then it stands at its due time', () => {
    const { events, instant } = lateAnnouncement();
    const entries = timelineEntries(events);
    const breach = entries.find(({ kind }) => kind === 'deadline.breached');
    expect(breach?.occurredAt).toBe(instant('09:30'));
    expect(breach?.recordedAt).toBe(instant('09:30:30'));
    const times = entries.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('given several events of one moment, then they stay in the order they were recorded', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .update('一')
      .update('二')
      .update('三');
    const texts = timelineEntries(record.events).map(({ event }) =>
      event.type === 'update.posted' ? event.data.text : event.type,
    );
    expect(texts).toEqual(['incident.opened', '一', '二', '三']);
  });
});

describe('the timeline card', () => {
  it('given more entries than fit, then page 1 has the newest and the buttons lead on', () => {
    const { events, instant } = outage();
    const entries = timelineEntries(events);
    const view = viewAt(instant('12:10'));
    const first = timelineCard(entries, view);
    expect(linesOf(first).at(-1)).toBe('12:09 S 生成复盘报告第 1 版。');
    expect(linesOf(first)).toHaveLength(15);
    expect(buttonsOf(first)).toEqual(['timeline page=2']);
    const last = timelineCard(entries, view, 99);
    expect(linesOf(last)[0]).toContain('王强开启事件');
    expect(buttonsOf(last)).toEqual(['timeline page=3']);
    const all = [4, 3, 2, 1].flatMap((page) => linesOf(timelineCard(entries, view, page)));
    expect(all).toHaveLength(entries.length);
  });

  it('given nothing yet, then it says so', () => {
    expect(linesOf(timelineCard([], viewAt(0, 'en')))).toEqual(['Nothing on the timeline yet.']);
  });

  it('given what the engine did, then no messenger is marked', () => {
    const record = log({ policy }).at('10:04').by('system', 'ingest').opened();
    expect(
      linesOf(timelineCard(timelineEntries(record.events), viewAt(record.instant('10:05'), 'en'))),
    ).toEqual(['10:04 Fenghuo opened “系统故障”.']);
  });
});

const hostile =
  '| # <script>alert(1)</script> [x](http://evil.example) **b** `c`\n# h\n- i www.evil.example a@b.example &lt;';

const attacked = () =>
  log({ policy })
    .at('10:04')
    .by('wang')
    .opened({ title: hostile })
    .at('10:05')
    .record('note.added', { id: 'N1', text: hostile });

describe('the exports of the timeline', () => {
  it('S4-24: given any export, then it carries the banner', () => {
    const record = backdated();
    const entries = timelineEntries(record.events);
    const zh = viewAt(record.instant('11:00'));
    const en = viewAt(record.instant('11:00'), 'en');
    expect(timelineMarkdown(entries, zh)).toContain('内部使用、已脱敏');
    expect(timelineMarkdown(entries, en)).toContain('Internal use, masked');
    expect(timelineCsv(entries, zh).flat()).toContain('内部使用、已脱敏');
    expect(timelineJson(entries, en).banner).toBe('Internal use, masked');
  });

  it('given Markdown, then every entry has its date and zone, and a late one the time it was written', () => {
    const record = backdated();
    const text = timelineMarkdown(timelineEntries(record.events), viewAt(record.instant('11:00')));
    expect(text).toContain('# 时间线 INC-20261201-01');
    expect(text).toContain(
      '| 2026-12-01 10:10:00 UTC+8 | S | 林悦记录：机房来电 （2026-12-01 10:40:00 UTC+8 补记） |',
    );
  });

  it('given markup in what people wrote, then it arrives as text', async () => {
    const record = attacked();
    const html = await marked.parse(
      timelineMarkdown(timelineEntries(record.events), viewAt(record.instant('10:06'))),
    );
    expect(html).not.toMatch(/<script|<a |<strong|<code|<li|href/u);
    expect(html.match(/<h1/gu)).toHaveLength(1);
    expect(html.match(/<tr>/gu)).toHaveLength(3);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; [x](http://evil.example) **b**');
  });

  it('given CSV, then the columns are the agreed ones and each entry is a row', () => {
    const record = backdated();
    const entries = timelineEntries(record.events);
    const [header, ...rows] = timelineCsv(entries, viewAt(record.instant('11:00')));
    expect(header).toEqual(['occurredAt', 'recordedAt', 'kind', 'who', 'via', 'text']);
    expect(rows[1]).toEqual([
      '2026-12-01 10:10:00 UTC+8',
      '2026-12-01 10:40:00 UTC+8',
      'note.added',
      '林悦',
      'slack',
      '林悦记录：机房来电',
    ]);
    expect(rows.every((row) => row.length === TIMELINE_COLUMNS.length)).toBe(true);
    expect(rows).toHaveLength(entries.length + 1);
  });

  it('given JSON, then kinds are the dotted types, times are ISO, and the rules are left out', () => {
    const record = backdated();
    const json = timelineJson(timelineEntries(record.events), viewAt(record.instant('11:00')));
    expect(json.incident).toBe('INC-20261201-01');
    expect(json.entries.map(({ kind }) => kind)).toEqual([
      'incident.opened',
      'note.added',
      'update.posted',
    ]);
    expect(json.entries[1]).toMatchObject({
      occurredAt: '2026-12-01T02:10:00.000Z',
      recordedAt: '2026-12-01T02:40:00.000Z',
      data: { id: 'N1', text: '机房来电' },
    });
    expect(json.entries[0]?.data).toMatchObject({ playbook: 'system-failure', scheme: 'hotline' });
  });
});
