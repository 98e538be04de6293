import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '#domain/incident/event.ts';
import { LOCALES } from '#domain/locale.ts';
import { timelineEntry, type TimelineEntry } from '#domain/timeline/entry.ts';
import { timelineText, type TimelineView } from '#cards/timeline-line.ts';
import { EVENT_SAMPLES } from '../support/event-samples.ts';
import { shippedPolicy as policy } from '../support/policy.ts';

const now = Date.parse('2026-12-01T10:00:00+08:00');
const viewIn = (locale: TimelineView['locale']): TimelineView => ({
  locale,
  timezone: 'Asia/Shanghai',
  now,
  policy,
});

const samples = Object.entries(EVENT_SAMPLES).flatMap(([type, payloads]) =>
  payloads.map((data, index) => {
    const event = {
      type,
      data,
      occurredAt: now,
      recordedAt: now,
      actor: { id: 'lin', name: 'Lin Yue' },
      via: 'slack',
    } as IncidentEvent;
    return { name: `${type} #${index + 1}`, event };
  }),
);

/** Every kind has a sentence, shown on the timeline or not. */
const entryOf = (event: IncidentEvent): TimelineEntry => ({
  event,
  kind: event.type,
  occurredAt: event.occurredAt,
  recordedAt: event.recordedAt,
  backdated: false,
  who: event.actor,
  via: event.via,
});

const textOf = (event: IncidentEvent, view: TimelineView): string =>
  timelineText(entryOf(event), view);

describe.each(LOCALES)('the sentences of the timeline in %s', (locale) => {
  it.each(samples)('S0-01: given $name, then it is one whole sentence', ({ event }) => {
    const text = textOf(event, viewIn(locale));
    expect(text).not.toMatch(/undefined|NaN|\[object|\{\{|：：|: :|。。|\.\.$|“”/u);
    expect(text.length).toBeGreaterThan(5);
  });
});

describe('the languages of the timeline', () => {
  it.each(samples)(
    'given $name with Latin names and texts, then English has no Chinese in it',
    ({ event }) => {
      expect(textOf(event, viewIn('en'))).not.toMatch(/\p{Script=Han}|[：，。「」“]?：/u);
    },
  );

  it.each(samples)('given $name, then Chinese says it in Chinese', ({ event }) => {
    expect(textOf(event, viewIn('zh-CN'))).toMatch(/\p{Script=Han}/u);
  });
});

const say = (
  event: Pick<IncidentEvent, 'type' | 'data'>,
  locale: TimelineView['locale'] = 'zh-CN',
) =>
  textOf(
    {
      ...event,
      occurredAt: now,
      recordedAt: now,
      actor: { id: 'lin', name: '林悦' },
      via: 'slack',
    } as IncidentEvent,
    viewIn(locale),
  );

describe('what a sentence must say', () => {
  it('given a corrected update, then old and new text are both there', () => {
    const text = say({
      type: 'update.corrected',
      data: { n: 3, text: '已恢复80%', was: '已恢复50%' },
    });
    expect(text).toContain('已恢复50%');
    expect(text).toContain('已恢复80%');
  });

  it('given a corrected note, then old and new text are both there', () => {
    const text = say({ type: 'note.corrected', data: { id: 'N1', text: '新', was: '旧' } }, 'en');
    expect(text).toBe('林悦 corrected note N1. It said: 旧; it now says: 新');
  });

  it('given a text that ends its own sentence, then no second full stop follows', () => {
    expect(say({ type: 'incident.resolved', data: { reason: '主节点已更换。' } })).toBe(
      '林悦宣布恢复，转入观察：主节点已更换。',
    );
  });

  it('given an item named by its id only, then its title is said', () => {
    expect(say({ type: 'task.skipped', data: { id: 'announce@2', reason: '无需' } })).toBe(
      '林悦跳过“官网/APP/短信发布公告”：无需。',
    );
  });

  it('given a level, then it has the name of the incident’s own scheme', () => {
    const scheme = policy.schemes['aftersales'];
    if (scheme === undefined) throw new Error('no aftersales scheme');
    const event: IncidentEvent = {
      type: 'incident.graded',
      data: { severity: 'sev1', cadence: { everyMs: 1, to: 'warRoom' } },
      occurredAt: now,
      recordedAt: now,
      actor: { id: 'lin', name: '林悦' },
      via: 'slack',
    };
    expect(textOf(event, { ...viewIn('zh-CN'), scheme })).toBe('林悦将事件定级为一级事件(严重)。');
  });

  it('given a setting of the room, then it is no part of what happened', () => {
    const events = samples.map(({ event }) => event);
    const silent = events.filter((event) => timelineEntry(event) === undefined);
    expect([...new Set(silent.map(({ type }) => type))]).toEqual(['room.localeSet']);
  });
});
