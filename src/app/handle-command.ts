import { setTimeout as pause } from 'node:timers/promises';
import type {
  CommandMeta,
  IncidentCommand,
  IncidentIntent,
  IntentOf,
} from '#domain/incident/command.ts';
import { decideIncident } from '#domain/incident/decide.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { type Decision, isRejected, type Rejection } from '#domain/rejection.ts';
import { type DurationMs, localDateKey, SECOND } from '#domain/time.ts';
import type { Answer } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import type { Checkpoint, Log } from '#ports/system.ts';
import { asStored } from './event-record.ts';
import { EMPTY, type Folded, type StreamCache } from './incident-cache.ts';
import { createIncidentNumbers } from './incident-numbers.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { maskIntent } from './mask-intent.ts';
import type { CommandResult, Meters } from './meters.ts';
import { type Prepared, type PrepareDeps, prepareCommit } from './prepare-commit.ts';

/** A platform's own id of what came in, so that a repeat has no second effect. */
export interface ReceiptId {
  readonly platform: string;
  readonly id: string;
}

export interface HandleOptions {
  readonly receipt?: ReceiptId;
  /** What the person is told; stored with the receipt, so that a repeat is told the same. */
  readonly answer?: (events: readonly IncidentEvent[], state: IncidentState) => Answer;
  /** The same for a refusal: what was refused once must not be taken when it comes in late a second time. */
  readonly refusal?: (rejected: Rejection, state?: IncidentState) => Answer;
}

export type Outcome =
  | {
      readonly events: readonly IncidentEvent[];
      readonly state: IncidentState;
      readonly answer?: Answer;
    }
  | { readonly rejected: Rejection; readonly state?: IncidentState }
  | { readonly duplicate: true; readonly answer: Answer }
  /** Others changed the incident at the same moment, every time we tried; nothing was recorded. */
  | { readonly busy: true };

export type OpenIntent = Omit<IntentOf<'open'>, 'key'>;

/** Takes every change of an incident: decides, stores all of it in one commit, and wakes the deliveries. */
export interface CommandHandler {
  handle(
    key: string,
    intent: IncidentIntent,
    meta: CommandMeta,
    options?: HandleOptions,
  ): Promise<Outcome>;
  /** Opens an incident under the next free key of the day. */
  open(intent: OpenIntent, meta: CommandMeta, options?: HandleOptions): Promise<Outcome>;
}

export interface HandlerDeps extends PrepareDeps {
  readonly storage: Storage;
  readonly incidents: StreamCache<IncidentState>;
  readonly meters: Meters;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  /** Called once a commit of this stream may have brought deliveries or timers. */
  readonly wake: (stream: string) => void;
  /** How long a command that others overtake is decided again; default 2 s. */
  readonly patienceMs?: DurationMs;
}

/** One command on its way through the handler, masked already. */
export interface Attempt {
  readonly intent: IncidentIntent;
  readonly meta: CommandMeta;
  readonly options: HandleOptions;
  /** When it came in (performance.now()), before it waited for others of its incident. */
  readonly since: number;
}

/** A messenger waits three seconds for an answer; beside other processes it takes a few tries. */
const PATIENCE: DurationMs = 2 * SECOND;
/** Also for one that waited its patience out in the queue of its own process. */
const LEAST_TRIES = 3;
/** Two processes that meet again and again would go on in step. */
const PAUSE: DurationMs = 20;
const OPEN_TRIES = 20;

/** The answer that lies with a receipt; only this handler writes it. */
const answered = (answer: unknown): Outcome => ({
  duplicate: true,
  answer: answer ?? {},
});

/**
 * A refusal is remembered under its receipt, so that a late repeat is told the same, whatever has
 * happened meanwhile; a repeat of something that was taken is told what the first was told.
 */
const refuse = async (
  { storage }: HandlerDeps,
  stream: string,
  rejected: Rejection,
  before: Folded<IncidentState>,
  { meta, options }: Attempt,
): Promise<Outcome> => {
  const { receipt, refusal } = options;
  const { state, head } = before;
  if (receipt !== undefined) {
    const answer = refusal?.(rejected, state) ?? {};
    const result = await storage.commit({
      stream,
      expected: head,
      events: [],
      receipt: { ...receipt, at: meta.now, answer },
      outbox: [],
      timers: { set: [], clear: [] },
    });
    if (!result.ok && result.because === 'duplicate') return answered(result.answer);
  }
  return state === undefined ? { rejected } : { rejected, state };
};

const store = async (
  deps: HandlerDeps,
  stream: string,
  prepared: Prepared,
): Promise<Outcome | 'conflict'> => {
  const { incidents, storage, placements } = deps;
  const { state, events, answer, snapshotAt, expanded } = prepared;
  const result = await storage.commit(prepared.commit);
  if (!result.ok) {
    incidents.drop(stream);
    return result.because === 'conflict' ? 'conflict' : answered(result.answer);
  }
  incidents.put(stream, { head: result.head, state, snapshotAt });
  for (const first of expanded.firsts) placements.note(first);
  deps.wake(stream);
  return { events, state, ...(answer === undefined ? {} : { answer }) };
};

const tryOnce = async (
  deps: HandlerDeps,
  stream: string,
  attempt: Attempt,
): Promise<Outcome | 'conflict'> => {
  const { intent, meta, options } = attempt;
  // A new incident is decided on an empty stream; that the key was free is found out by the commit.
  const before = intent.type === 'open' ? EMPTY : await deps.incidents.load(stream);
  const command: IncidentCommand = { ...intent, meta };
  const decision: Decision<IncidentEvent> = decideIncident(before.state, command, deps.policy());
  if (isRejected(decision)) return refuse(deps, stream, decision.rejected, before, attempt);
  if (decision.events.length === 0 && before.state !== undefined && options.receipt === undefined)
    return { events: [], state: before.state };
  const events = decision.events.map(asStored);
  const prepared = await prepareCommit(deps, stream, before, events, attempt);
  deps.checkpoint('decided');
  return store(deps, stream, prepared);
};

const tryInTurn = async (deps: HandlerDeps, stream: string, attempt: Attempt): Promise<Outcome> => {
  const until = attempt.since + (deps.patienceMs ?? PATIENCE);
  for (let tries = 1; tries <= LEAST_TRIES || performance.now() < until; tries += 1) {
    const outcome = await tryOnce(deps, stream, attempt);
    if (outcome !== 'conflict') return outcome;
    if (tries >= LEAST_TRIES) await pause(Math.random() * PAUSE);
  }
  deps.log.warn({ stream, command: attempt.intent.type }, 'gave way to other changes');
  return { busy: true };
};

const resultOf = (outcome: Outcome): CommandResult => {
  if ('events' in outcome) return 'done';
  if ('rejected' in outcome) return 'rejected';
  return 'duplicate' in outcome ? 'duplicate' : 'busy';
};

const measured = async (
  { meters }: HandlerDeps,
  verb: string,
  work: () => Promise<Outcome>,
): Promise<Outcome> => {
  const started = performance.now();
  let result: CommandResult = 'failed';
  try {
    const outcome = await work();
    result = resultOf(outcome);
    return outcome;
  } finally {
    meters.command(verb, result, performance.now() - started);
  }
};

const createOpening = (deps: HandlerDeps): CommandHandler['open'] => {
  const numbers = createIncidentNumbers(deps.storage);
  return async (intent, meta, options = {}) => {
    const since = performance.now();
    const { common } = deps.policy();
    const prefix = `INC-${localDateKey(meta.now, common.timezone)}-`;
    for (let tries = 0; tries < OPEN_TRIES; tries += 1) {
      const number = await numbers.take(prefix);
      const key = `${prefix}${String(number).padStart(2, '0')}`;
      const masked = maskIntent({ ...intent, key }, common.mask);
      const outcome = await tryOnce(deps, key, { intent: masked, meta, options, since });
      if (outcome === 'conflict') continue;
      if (!('events' in outcome)) numbers.giveBack(prefix, number);
      return outcome;
    }
    return { busy: true };
  };
};

/** A handler over the store; commands of one incident run one after another inside this process. */
export const createHandler = (deps: HandlerDeps): CommandHandler => {
  const queue = createKeyedQueue();
  const open = createOpening(deps);
  return {
    handle: (key, intent, meta, options = {}) => {
      const masked = maskIntent(intent, deps.policy().common.mask);
      const since = performance.now();
      const work = () => tryInTurn(deps, key, { intent: masked, meta, options, since });
      return measured(deps, intent.type, () => queue(key, work));
    },
    open: (...args) => measured(deps, 'open', () => open(...args)),
  };
};
