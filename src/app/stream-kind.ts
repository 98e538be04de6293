import type { Card } from '#cards/card.ts';
import type { View } from '#cards/view.ts';
import type { SpokenIntent } from '#domain/effects.ts';
import type { CommandMeta } from '#domain/incident/command.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { Decision } from '#domain/rejection.ts';
import type { Instant } from '#domain/time.ts';
import type { NewObservation } from '#domain/watch/observation.ts';
import type { SubjectRow } from '#ports/watch-storage.ts';

/** A notice, named by its card. */
export interface Spoken {
  readonly card: string;
}

/** What every event of a stream carries. */
export interface Happened {
  readonly type: string;
  readonly data: unknown;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: PersonRef;
  readonly via: string;
}

/** What leaves as JSON to the pager, beside the words of the notice; instants as numbers named `…At` or `…Due` leave as ISO text. */
export interface Page {
  /** What happened: `alert-unverified`. */
  readonly event: string;
  readonly about: Readonly<Record<string, string | Instant>>;
  /** People who are called at the same moment. */
  readonly called: readonly PersonRef[];
}

/** Everything the shell needs to run one kind of stream that has no rooms of its own: alerts, tickets. */
export interface StreamKind<
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
> {
  readonly name: string;
  /** Of its stream keys: `ALT-`, `TKT-`. */
  readonly prefix: string;
  /** Intents that begin a new stream. */
  readonly opens: readonly I['type'][];
  /** Prefix of the running number of a new one, in the organisation's zone: `ALT-20261201-`, `TKT-202612`. */
  numberPrefix(now: Instant, policy: Policy): string;
  decide(
    state: S | undefined,
    command: I & { readonly meta: CommandMeta },
    policy: Policy,
  ): Decision<E>;
  evolve(state: S | undefined, event: E): S | undefined;
  effects(
    before: S | undefined,
    events: readonly E[],
    after: S,
    policy: Policy,
  ): readonly SpokenIntent<N>[];
  timers(
    state: S,
    policy: Policy,
  ): readonly { readonly id: string; readonly dueAt: Instant; readonly rank: number }[];
  row(state: S, version: number): SubjectRow;
  /** What the rules must see of these events, stored with them. */
  observations(events: readonly E[], after: S): readonly NewObservation[];
  draw(notice: N, state: S, view: View): Card;
  /** What the pager of last resort is told with a notice; undefined when nobody need be called any more. */
  page?(notice: N, state: S, policy: Policy): Page | undefined;
  /** Which live card it is: `alert`, `ticket`; two notices of one name are one message a place. */
  cardName(notice: N): string;
}
