import type { Loudness } from '../effects.ts';
import type { Locale } from '../locale.ts';
import type { PersonRef } from '../person.ts';
import type { DurationMs, Instant } from '../time.ts';
import type { RoomLossReason } from './event-parts.ts';

/** What events tell of rooms, of messengers, and of what became of deliveries. */
export interface MessengerPayloads {
  'room.opened': { readonly messenger: string; readonly room: string; readonly name: string };
  'room.joined': { readonly messenger: string; readonly people: readonly PersonRef[] };
  'room.unreachable': { readonly messenger: string; readonly people: readonly PersonRef[] };
  /** `by`: who did it, where the messenger tells. */
  'room.lost': {
    readonly messenger: string;
    readonly room: string;
    readonly reason: RoomLossReason;
    readonly by?: PersonRef;
  };
  'room.restored': { readonly messenger: string; readonly room: string };
  /** The messenger allows only so many new rooms at a time. */
  'room.delayed': { readonly messenger: string; readonly waitMs: DurationMs };
  /**
   * Called beyond the messenger's own notification; `asked`: how loudly, where that was not possible; `doubted`: it
   * was possible, but an answer was lost, and nobody's telephone is to ring twice.
   */
  'people.urged': {
    readonly messenger: string;
    readonly people: readonly PersonRef[];
    readonly missed: readonly PersonRef[];
    readonly by: Loudness;
    readonly asked?: Loudness;
    readonly doubted?: true;
  };
  /** What somebody was given stands on their own list there. */
  'todo.placed': { readonly ref: string; readonly messenger: string; readonly handle: string };
  /** The meeting that was started without a link has one. */
  'meeting.linked': { readonly messenger: string; readonly url: string };
  /** A messenger fails for longer than the rules allow. `unreachable`: who is reached there only. */
  'platform.down': {
    readonly messenger: string;
    readonly since: Instant;
    readonly unreachable: readonly PersonRef[];
    /** No other messenger is on: what waits is sent late, as nobody hears it elsewhere. */
    readonly alone?: true;
  };
  /** Its work goes on in a room of another messenger. */
  'platform.substituted': { readonly messenger: string; readonly by: string };
  'platform.up': { readonly messenger: string; readonly since: Instant };
  /** The hours after closing are over. */
  'rooms.archived': Record<never, never>;
  'room.localeSet': { readonly locale: Locale };
  /** A chat text that somebody carried into the rooms of the other messengers by hand. */
  'chat.relayed': { readonly text: string };
  'delivery.abandoned': {
    /** Of the outbox row, for trying again. */
    readonly key?: string;
    readonly what: string;
    readonly messenger: string;
    readonly error: string;
  };
}
