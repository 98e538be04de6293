import { messengersOf, isDown, isHeardIn } from '#domain/incident/outage.ts';
import { everyoneOf } from '#domain/incident/people.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { type PersonRef, SYSTEM } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import { type DurationMs, type Instant, MINUTE } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { Log } from '#ports/system.ts';
import type { AppClock } from './clock.ts';
import type { Directory } from './directory.ts';
import type { CommandHandler } from './handle-command.ts';

/** Watches the messengers, and tells every open incident of those that go down and come back. */
export interface Outages {
  /** Looks once; resolves when all that is to be recorded is recorded. A look that is under way is not doubled. */
  readonly tick: () => Promise<void>;
  /** Looks at every tick of the engine, until `stop`. */
  readonly run: () => void;
  readonly stop: () => Promise<void>;
}

export interface OutagesDeps {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly clock: AppClock;
  readonly log: Log;
  readonly handler: CommandHandler;
  readonly directory: Directory;
  readonly messengers: ReadonlyMap<string, unknown>;
  /** Messengers that fail now, and since when. */
  readonly failing: () => ReadonlyMap<string, Instant>;
  /** Asks a messenger something small: whether it answers. */
  readonly ask: (messenger: string) => Promise<boolean>;
  /** The deliveries that waited for a messenger may go. */
  readonly wake: () => void;
  loadIncident(key: string): Promise<IncidentState | undefined>;
}

/** So many good answers, one a tick, and a messenger counts as back. */
const GOOD_ANSWERS = 2;
/** The events remember what is down, also for what another process recorded. */
const REMIND_EVERY: DurationMs = 5 * MINUTE;
const MOST_INCIDENTS = 1_000;

const nothing = (): void => {};

/** A messenger that is down: since when, and how many good answers it gave one after the other. */
interface Down {
  readonly since: Instant;
  readonly good: number;
}

const openIncidents = async (deps: OutagesDeps): Promise<readonly IncidentState[]> => {
  const rows = await deps.storage.incidents({ open: true, limit: MOST_INCIDENTS });
  const states = await Promise.all(rows.map(({ key }) => deps.loadIncident(key)));
  return states.filter((state) => state !== undefined);
};

const ids = (people: readonly PersonRef[]): readonly string[] => people.map(({ id }) => id);

/** Who of the incident has an account where. */
const accountsOf = async (
  { directory }: OutagesDeps,
  people: readonly string[],
  messengers: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const lists = messengers.map(async (messenger) => {
    const accounts = await Promise.all(people.map((id) => directory.accountOn(id, messenger)));
    const known = people.filter((_, index) => accounts[index] !== undefined);
    return [messenger, new Set(known)] as const;
  });
  return new Map(await Promise.all(lists));
};

const meta = ({ clock }: OutagesDeps) => ({ now: clock.now(), actor: SYSTEM, via: 'delivery' });

/** Whether the incident knows already, and is heard somewhere as far as that can be. */
const isSettled = (state: IncidentState, messenger: string, up: readonly string[]): boolean =>
  isDown(state, messenger) &&
  (up.length === 0 || isHeardIn(state, up) || !messengersOf(state).includes(messenger));

/** Tells one incident that a messenger is down: whom that cuts off, and where work can go on. */
const tellDown = async (
  deps: OutagesDeps,
  state: IncidentState,
  messenger: string,
  { since, up }: { readonly since: Instant; readonly up: readonly string[] },
): Promise<void> => {
  if (isSettled(state, messenger, up)) return;
  const people = everyoneOf(state, deps.policy());
  const accounts = await accountsOf(deps, ids(people), [messenger, ...up]);
  const reached = (name: string): number => accounts.get(name)?.size ?? 0;
  const useful = up.filter((name) => reached(name) > 0);
  const unreachable = people.filter(
    ({ id }) =>
      accounts.get(messenger)?.has(id) === true &&
      up.every((name) => accounts.get(name)?.has(id) !== true),
  );
  const order = useful.toSorted((a, b) => reached(b) - reached(a));
  const reach = { up: order, unreachable, alone: deps.messengers.size === 1 };
  const fact = { type: 'recordPlatformDown', messenger, since, ...reach } as const;
  await deps.handler.handle(state.key, fact, meta(deps));
};

/** What is known of the messengers that are down, over the ticks of this process. */
const createMemory = (deps: OutagesDeps) => {
  const { policy, clock, failing, ask, log } = deps;
  const down = new Map<string, Down>();
  let remindedAt: Instant | undefined;
  return {
    down,
    /** What the events say, now and then. */
    remind: (states: readonly IncidentState[]): void => {
      remindedAt = clock.now();
      for (const { messenger, since, upAt } of states.flatMap(({ outages = [] }) => outages))
        if (upAt === undefined && !down.has(messenger)) down.set(messenger, { since, good: 0 });
    },
    wantsReminder: (): boolean =>
      remindedAt === undefined || clock.now() - remindedAt >= REMIND_EVERY,
    /** Those that have failed for too long, and do not answer now either. */
    notice: async (): Promise<void> => {
      const { platformDownAfterMs } = policy().common.engine;
      const suspects = [...failing()].filter(
        ([name, since]) => !down.has(name) && clock.now() - since >= platformDownAfterMs,
      );
      const good = await Promise.all(suspects.map(([name]) => ask(name)));
      for (const [index, [messenger, since]] of suspects.entries()) {
        if (good[index] === true) continue;
        down.set(messenger, { since, good: 0 });
        log.warn({ messenger, since: new Date(since).toISOString() }, 'the messenger is down');
      }
    },
  };
};

type Memory = ReturnType<typeof createMemory>;

/** Asks those that are down; gives those that are back. */
const askAll = async (
  { messengers, ask }: OutagesDeps,
  { down }: Memory,
): Promise<readonly string[]> => {
  const asked = [...down.keys()].filter((name) => messengers.has(name));
  const good = await Promise.all(asked.map(ask));
  return asked.filter((name, index) => {
    const known = down.get(name);
    if (known === undefined) return false;
    const count = good[index] === true ? known.good + 1 : 0;
    down.set(name, { ...known, good: count });
    return count >= GOOD_ANSWERS;
  });
};

const tellUp = async (
  deps: OutagesDeps,
  states: readonly IncidentState[],
  { down }: Memory,
  back: readonly string[],
): Promise<void> => {
  for (const messenger of back) {
    for (const { key } of states.filter((state) => isDown(state, messenger)))
      await deps.handler.handle(key, { type: 'recordPlatformUp', messenger }, meta(deps));
    down.delete(messenger);
    deps.log.info({ messenger }, 'the messenger is back');
  }
  // What waited for it was put off further and further.
  if (back.length === 0) return;
  await deps.storage.hastenOutbox(deps.clock.now());
  deps.wake();
};

const tellAllDown = async (
  deps: OutagesDeps,
  states: readonly IncidentState[],
  { down }: Memory,
): Promise<void> => {
  const failing = deps.failing();
  const up = [...deps.messengers.keys()].filter((name) => !down.has(name) && !failing.has(name));
  for (const state of states)
    for (const [messenger, { since }] of down)
      await tellDown(deps, state, messenger, { since, up });
};

const look = async (deps: OutagesDeps, memory: Memory): Promise<void> => {
  await memory.notice();
  if (memory.wantsReminder()) memory.remind(await openIncidents(deps));
  if (memory.down.size === 0) return;
  // First what people wait for; the answers of messengers may take their time.
  await tellAllDown(deps, await openIncidents(deps), memory);
  const back = await askAll(deps, memory);
  if (back.length === 0) return;
  await tellUp(deps, await openIncidents(deps), memory, back);
  await tellAllDown(deps, await openIncidents(deps), memory);
};

/** A watch over the messengers that are on; the events of the incidents are its memory. */
export const createOutages = (deps: OutagesDeps): Outages => {
  const { clock, policy, log } = deps;
  const memory = createMemory(deps);
  let looking: Promise<void> | undefined;
  let isOn = false;
  let forget = nothing;

  const tick = (): Promise<void> => {
    looking ??= look(deps, memory).finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const next = async (): Promise<void> => {
    await tick().catch((error: unknown) => log.error({ err: error }, 'could not watch messengers'));
    if (!isOn) return;
    const { tickMs } = policy().common.engine;
    forget = clock.wakeAt((Math.floor(clock.now() / tickMs) + 1) * tickMs, () => void next());
  };
  return {
    tick,
    run: () => {
      isOn = true;
      void next();
    },
    stop: async () => {
      isOn = false;
      forget();
      await looking?.catch(nothing);
    },
  };
};
