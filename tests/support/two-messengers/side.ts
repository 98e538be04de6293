import type { Connectors, PagerOrder } from '#app/connectors.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Organisation } from '#domain/organisation/organisation.ts';
import type { Storage, StoredEvent } from '#ports/storage.ts';
import type { Checkpoint } from '#ports/system.ts';
import type { App } from '#src/compose.ts';
import type { HandClock } from '../hand-clock.ts';
import type { Acts, Seen, Sights, Where } from '../sights.ts';

export const NAMES = ['slack', 'feishu'] as const;
export type Name = (typeof NAMES)[number];

/** One of the two messengers, as people act and read there. */
export interface Side extends Acts, Sights {
  readonly name: Name;
  readonly network: {
    /** Every call fails from now on, as one to a service that answers 503. */
    readonly fall: () => void;
    readonly rise: () => void;
  };
  /** Says it, and the messenger delivers it twice. */
  sayTwice(person: string, where: Where, line: string): Promise<void>;
  /** Reacts while nothing is delivered; what is given has the messenger deliver it late, and once more. */
  reactUnheard(person: string, approval: string, emoji: string): Promise<() => Promise<void>>;
}

/** Slack also lets people edit what they have said, and tells of it. */
export interface EditingSide extends Side {
  /** A command given by naming the bot; what stands there of it. */
  mention(person: string, where: Where, line: string): Promise<Seen>;
  /** Another line in the place of one that was given by naming the bot. */
  editMention(person: string, where: Where, said: Seen, line: string): Promise<void>;
}

export interface Sides {
  readonly slack: EditingSide;
  readonly feishu: Side;
}

export interface StageOptions {
  readonly start: string;
  readonly warRooms?: readonly string[];
  /** The cast, changed. */
  readonly people?: (people: Organisation['people']) => Organisation['people'];
  readonly checkpoint?: Checkpoint;
}

export type FallbackOrder = Parameters<Connectors['callFallback']>[0];

/** The whole program on two messengers with a hand-driven clock. */
export interface Stage extends Sides {
  readonly app: () => App;
  readonly storage: () => Storage;
  readonly clock: HandClock;
  readonly fallback: readonly FallbackOrder[];
  /** The same for streams without rooms. */
  readonly pages: readonly PagerOrder[];
  /** Lets time run, with every tick of the engine on the way. */
  at(time: string): Promise<void>;
  /** Every messenger is asked something small, as the heartbeat does. */
  beat(): Promise<void>;
  settle(): Promise<void>;
  /** The process dies now; another starts at that time on the same files. */
  stopUntil(time: string): Promise<void>;
  timeline(): Promise<readonly StoredEvent[]>;
  of(type: string): Promise<readonly StoredEvent[]>;
  state(): Promise<IncidentState>;
  /** Throws when the app did something that a messenger would have refused. */
  close(): Promise<void>;
}
