import * as fc from 'fast-check';

/** The ways in which somebody writes something down. */
export type Way = 'slash' | 'mention' | 'thread' | 'direct' | 'press' | 'form' | 'menu';

/** What people can do on a messenger. */
export interface Repertoire {
  readonly ways: readonly Way[];
  /** Ways that may be told as another event. */
  readonly twins: readonly Way[];
  /** What can be done with a message later. */
  readonly changes: readonly ('edit' | 'delete')[];
  readonly people: readonly string[];
}

/** What somebody did once, however often and in whatever order the messenger tells of it. */
export type Gesture =
  | { readonly does: 'note' | 'update'; readonly way: Way; readonly person: string }
  /** Of the note that is the `of`-th gesture. */
  | { readonly does: 'edit' | 'delete'; readonly of: number }
  /** Each voter has a text of their own to decide on, and changes their mind each time. */
  | { readonly does: 'vote'; readonly voter: number; readonly added: boolean }
  | { readonly does: 'open' }
  /** Chat, a home tab, a reaction that means nothing. */
  | { readonly does: 'nothing'; readonly what: number; readonly person: string };

/** One delivery of a gesture. */
export interface Delivered {
  /** The place of the gesture among all. */
  readonly gesture: number;
  /** 0 for what is sent the first time. */
  readonly copy: number;
  /** Told as another event, as messengers now and then do. */
  readonly twin: boolean;
  /** Which of the processes it goes to. */
  readonly process: number;
}

/** What is sent at the same time; one wave after the other. */
export interface Schedule {
  readonly gestures: readonly Gesture[];
  readonly waves: readonly (readonly Delivered[])[];
  /** What arrives hours later, at processes that were started anew. */
  readonly late: readonly Delivered[];
}

export const VOTERS = 3;
const WAVE = 8;

const copies = fc.record({
  first: fc.nat(1),
  again: fc.array(fc.record({ lag: fc.nat(4), twin: fc.boolean(), process: fc.nat(1) }), {
    maxLength: 4,
  }),
  late: fc.integer({ min: 0, max: 9 }),
});

const wishOf = ({ ways, changes, people }: Repertoire) => {
  const person = fc.constantFrom(...people);
  const written = fc.record({
    does: fc.constantFrom('note' as const, 'update' as const),
    way: fc.constantFrom(...ways),
    person,
  });
  const voted = fc.record({ does: fc.constant('vote' as const), voter: fc.nat(VOTERS - 1) });
  const nothing = fc.record({ does: fc.constant('nothing' as const), what: fc.nat(2), person });
  const weights = { edit: 12, delete: 5 };
  return fc.oneof(
    { weight: 60, arbitrary: written },
    ...changes.map((does) => ({ weight: weights[does], arbitrary: fc.constant({ does }) })),
    { weight: 12, arbitrary: voted },
    { weight: 1, arbitrary: fc.constant({ does: 'open' as const }) },
    { weight: 10, arbitrary: nothing },
  );
};

type Wish = { readonly does: string; readonly way?: Way; readonly voter?: number };
type Copies = typeof copies extends fc.Arbitrary<infer T> ? T : never;

/** How many waves lie between what depends on each other. */
const APART = 2;

interface Planned {
  readonly gesture: Gesture;
  readonly wave: number;
  readonly copies: Copies;
}

/** Notes whose message is known: those that were sent once as a mention, and were not changed yet. */
const changeable = (planned: readonly Planned[], wave: number): number => {
  const changed = new Set(planned.flatMap(({ gesture }) => ('of' in gesture ? [gesture.of] : [])));
  return planned.findIndex(
    ({ gesture, wave: at }, n) =>
      gesture.does === 'note' && gesture.way === 'mention' && at + APART <= wave && !changed.has(n),
  );
};

/** Makes a gesture of a wish, unless there is nothing yet that it could be about. */
const granted = (wanted: Wish, planned: readonly Planned[], wave: number): Gesture | undefined => {
  if (wanted.does === 'edit' || wanted.does === 'delete') {
    const of = changeable(planned, wave);
    return of < 0 ? undefined : { does: wanted.does, of };
  }
  if (wanted.does !== 'vote') return wanted as Gesture;
  const voter = wanted.voter ?? 0;
  const before = planned.filter(
    ({ gesture }) => gesture.does === 'vote' && gesture.voter === voter,
  );
  // One changes one's mind after another.
  const isFresh = before.some(({ wave: at }) => at >= wave);
  return isFresh ? undefined : { does: 'vote', voter, added: before.length % 2 === 0 };
};

/** Whether the only thing that is told of it comes hours later; what others depend on does not. */
const isLate = ({ gesture, copies: { late } }: Planned): boolean =>
  late === 0 && 'way' in gesture && gesture.way !== 'mention';

const deliveriesOf = (planned: Planned, gesture: number, { twins }: Repertoire) => {
  const canTwin = 'way' in planned.gesture && twins.includes(planned.gesture.way);
  const { wave, copies: how } = planned;
  const first = { gesture, copy: 0, twin: false, process: how.first };
  const again = how.again.map(({ lag, twin, process }, n) => ({
    at: wave + lag,
    one: { gesture, copy: n + 1, twin: twin && canTwin, process },
  }));
  return [{ at: wave, one: first }, ...again];
};

/** Gestures, told `count` times in all; the same for the same seed. */
export const scheduleOf = (seed: number, count: number, repertoire: Repertoire): Schedule => {
  const wishes = fc.sample(fc.tuple(wishOf(repertoire), copies), { seed, numRuns: count });
  const planned: Planned[] = [];
  const waves: Delivered[][] = [];
  const late: Delivered[] = [];
  let told = 0;
  for (const [wanted, how] of wishes) {
    if (told >= count) break;
    const wave = Math.floor(planned.length / WAVE);
    const gesture = granted(wanted, planned, wave);
    if (gesture === undefined) continue;
    const plan: Planned = { gesture, wave, copies: how };
    const all = deliveriesOf(plan, planned.length, repertoire).slice(0, count - told);
    for (const { at, one } of all) {
      if (isLate(plan) || (one.copy > 0 && how.late === 1)) late.push(one);
      else (waves[at] ??= []).push(one);
    }
    told += all.length;
    planned.push(plan);
  }
  return {
    gestures: planned.map(({ gesture }) => gesture),
    waves: Array.from(waves, (wave) => (wave ?? []).toReversed()),
    late,
  };
};
