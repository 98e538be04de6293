import type { Intent, PlaceSpec } from '../effects.ts';
import type { Policy } from '../policy.ts';
import type { EventOf, IncidentEvent, IncidentEventType } from './event.ts';
import type { Notice } from './notice.ts';
import type { IncidentState } from './state.ts';

export interface EffectContext {
  readonly before: IncidentState | undefined;
  readonly after: IncidentState;
  readonly policy: Policy;
  readonly key: (purpose: string) => string;
}
export type Effect<E extends IncidentEvent> = (
  event: E,
  context: EffectContext,
) => readonly Intent[];
/** One function for each of these kinds of event. */
export type Effects<T extends IncidentEventType> = { readonly [K in T]: Effect<EventOf<K>> };

/** Ways in that are no messenger. */
const NO_MESSENGERS = new Set(['timer', 'delivery', 'ingest']);

/** The messenger in which somebody did what the event tells. */
export const sourceOf = ({ via }: Pick<IncidentEvent, 'via'>): string | undefined =>
  NO_MESSENGERS.has(via) ? undefined : via;

export const ROOM: PlaceSpec = { kind: 'room' };
export const COMMAND: PlaceSpec = { kind: 'standing', channel: 'command' };
export const FEED: PlaceSpec = { kind: 'standing', channel: 'feed' };
export const AGENTS: PlaceSpec = { kind: 'standing', channel: 'agents' };
export const DUTY: PlaceSpec = { kind: 'standing', channel: 'duty' };

export const quiet = (): readonly Intent[] => [];

export const inRoom = (
  context: EffectContext,
  notice: Notice,
  mention: readonly string[] = [],
): Intent => ({
  do: 'post',
  place: ROOM,
  notice,
  key: context.key('room'),
  ...(mention.length === 0 ? {} : { mention }),
});

export const toPerson = (context: EffectContext, person: string, notice: Notice): Intent => ({
  do: 'post',
  place: { kind: 'person', person },
  notice,
  key: context.key(`dm:${person}`),
});

export const whisper = (context: EffectContext, person: string, notice: Notice): Intent => ({
  do: 'post',
  place: { kind: 'whisper', person },
  notice,
  key: context.key(`whisper:${person}`),
});
