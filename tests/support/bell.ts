import { plainCard, text } from '#cards/build.ts';
import { createStreamHandler, type StreamHandler } from '#app/stream-handler.ts';
import type { StreamDeps } from '#app/stream-commit.ts';
import type { StreamKind } from '#app/stream-kind.ts';
import type { CommandMeta } from '#domain/incident/command.ts';
import { localDateKey, MINUTE, type Instant } from '#domain/time.ts';
import type { PersonRef } from '#domain/person.ts';

// The smallest stream without rooms that does all that the shell offers: a bell that is rung, must be
// answered within ten minutes, and opens an incident when it is.

export interface Bell {
  readonly key: string;
  readonly text: string;
  readonly rungAt: Instant;
  readonly late: boolean;
  readonly answered: boolean;
  readonly incident?: string;
}

type BellIntent = { readonly key?: string } & (
  | { readonly type: 'ring'; readonly text: string }
  | { readonly type: 'answer' }
  | { readonly type: 'deadlinesPassed' }
  | { readonly type: 'recordIncident'; readonly incident: string }
);

interface BellEvent {
  readonly type: string;
  readonly data: { readonly key?: string; readonly text?: string; readonly incident?: string };
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: PersonRef;
  readonly via: string;
}

interface BellNotice {
  readonly card: 'bell' | 'bellLate';
}

const happened = (type: string, data: BellEvent['data'], { now, actor, via }: CommandMeta) => ({
  events: [{ type, data, occurredAt: now, recordedAt: now, actor, via }],
});

const NOTHING = { events: [] };
const DUE = 10 * MINUTE;

export const bellKind: StreamKind<Bell, BellIntent, BellEvent, BellNotice> = {
  name: 'bell',
  prefix: 'BEL-',
  opens: ['ring'],
  numberPrefix: (now, { common }) => `BEL-${localDateKey(now, common.timezone)}-`,
  decide: (bell, { meta, ...intent }) => {
    if (intent.type === 'ring')
      return happened('rung', { key: intent.key ?? '', text: intent.text }, meta);
    if (bell === undefined) return NOTHING;
    if (intent.type === 'answer') return bell.answered ? NOTHING : happened('answered', {}, meta);
    if (intent.type === 'recordIncident')
      return happened('opened', { incident: intent.incident }, meta);
    const isLate = !bell.answered && !bell.late && meta.now >= bell.rungAt + DUE;
    return isLate ? happened('late', {}, meta) : NOTHING;
  },
  evolve: (bell, { type, data, occurredAt }) => {
    if (type === 'rung')
      return {
        key: data.key ?? '',
        text: data.text ?? '',
        rungAt: occurredAt,
        late: false,
        answered: false,
      };
    if (bell === undefined) return undefined;
    if (type === 'answered') return { ...bell, answered: true };
    if (type === 'late') return { ...bell, late: true };
    return { ...bell, ...(data.incident === undefined ? {} : { incident: data.incident }) };
  },
  effects: (_before, events, bell) => [
    { do: 'refresh', place: { kind: 'standing', channel: 'duty' }, card: { card: 'bell' } },
    ...events.flatMap(({ type }) =>
      type === 'late'
        ? [
            {
              do: 'post' as const,
              place: { kind: 'standing' as const, channel: 'command' as const },
              notice: { card: 'bellLate' as const },
              key: 'late',
            },
          ]
        : [],
    ),
    ...events.flatMap(({ type }) =>
      type === 'answered'
        ? [
            {
              do: 'tell' as const,
              key: 'open',
              to: {
                kind: 'openIncident' as const,
                about: bell.key,
                intent: {
                  type: 'open' as const,
                  scenario: 'system-failure',
                  title: bell.text,
                  scope: {},
                  flags: [],
                },
              },
            },
          ]
        : [],
    ),
  ],
  timers: ({ answered, late, rungAt }) =>
    answered || late ? [] : [{ id: 'answer', dueAt: rungAt + DUE, rank: 1 }],
  row: (bell, version) => ({
    key: bell.key,
    version,
    kind: 'bell',
    state: bell.answered ? 'answered' : 'rung',
    open: !bell.answered,
    scenario: null,
    severity: null,
    incident: bell.incident ?? null,
    owner: null,
    department: null,
    externalId: null,
    title: bell.text,
    at: bell.rungAt,
    endedAt: null,
    search: bell.text,
  }),
  observations: (events) =>
    events.flatMap(({ type, occurredAt, data }) =>
      type === 'rung'
        ? [{ kind: 'signal' as const, signal: 'bell', text: data.text ?? '', at: occurredAt }]
        : [],
    ),
  draw: ({ card }, bell, view) => {
    const state = bell.answered ? 'answered' : 'ringing';
    const title = card === 'bell' ? `Bell ${bell.key}: ${state}` : `Bell ${bell.key}: late`;
    return plainCard({ title, tone: 'info', elements: [text([bell.text])] }, view);
  },
  cardName: ({ card }) => card,
};

/** Handlers of bells, one for each app that was started. */
export const bells = () => {
  const made: StreamHandler<Bell, BellIntent, BellEvent>[] = [];
  return {
    streams: (deps: StreamDeps) => {
      const handler = createStreamHandler(bellKind, deps);
      made.push(handler);
      return [handler];
    },
    newest: (): StreamHandler<Bell, BellIntent, BellEvent> => {
      const handler = made.at(-1);
      if (handler === undefined) throw new Error('no app was started');
      return handler;
    },
  };
};
