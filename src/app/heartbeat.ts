import { type DurationMs, type Instant, MINUTE, SECOND } from '#domain/time.ts';
import { DeliveryError, type Messenger } from '#ports/messenger.ts';
import type { DispatchDeps, OnOutcome } from './dispatch-row.ts';

/** Asks every messenger something small now and then, so that one that is away is known before it is needed. */
export interface Heartbeat {
  /** Asks now, every minute, and more often while there is no good answer; resolves when all have answered once. */
  readonly run: () => Promise<void>;
  readonly stop: () => void;
  /** Asks this one now: whether it gave a good answer. */
  readonly ask: (platform: string) => Promise<boolean>;
  /** Messengers that were asked and have not answered, since when. */
  readonly silent: () => ReadonlyMap<string, Instant>;
  /** Messengers that an administrator must let us into again, and what they said. */
  readonly refused: ReadonlyMap<string, string>;
}

const EVERY: DurationMs = MINUTE;
const WHILE_AWAY: DurationMs = 10 * SECOND;
/** An answer that takes longer is as good as none; at the start nobody has answered yet. */
const SOON: DurationMs = 3 * SECOND;

const nothing = (): void => {};

/** Somebody of the organisation file; who it is does not matter. */
const anybody = async (
  { directory, policy }: DispatchDeps,
  platform: string,
): Promise<string | undefined> => {
  for (const { id } of policy().organisation.people) {
    const account = await directory.accountOn(id, platform);
    if (account !== undefined) return account.id;
  }
  return undefined;
};

/** What a messenger said: an error that concerns all that is asked of it, or nothing of the kind. */
const askOne = async (
  deps: DispatchDeps,
  messenger: Messenger,
): Promise<DeliveryError | undefined> => {
  const id = await anybody(deps, messenger.platform);
  if (id === undefined) return undefined;
  try {
    await messenger.lookup({ id });
    return undefined;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const isAway = error.disposition === 'retry' && error.retryAfterMs === undefined;
    return isAway || error.disposition === 'reauthorise' ? error : undefined;
  }
};

/** What messengers said, and whether they said anything. */
const createEar = ({ clock, log }: DispatchDeps, onOutcome: OnOutcome) => {
  const asked = new Map<string, Instant>();
  const answered = new Set<string>();
  const refused = new Map<string, string>();
  return {
    refused,
    asking: (platform: string): void => void asked.set(platform, clock.now()),
    heard: (platform: string, error: DeliveryError | undefined): void => {
      asked.delete(platform);
      onOutcome(platform, error === undefined);
      if (error?.disposition === 'reauthorise') refused.set(platform, error.code);
      else refused.delete(platform);
      if (error === undefined) answered.add(platform);
      else log.warn({ messenger: platform, code: error.code }, 'the messenger does not answer');
    },
    silent: (): ReadonlyMap<string, Instant> => {
      const now = clock.now();
      return new Map(
        [...asked].filter(([platform, at]) => !answered.has(platform) || now - at >= SOON),
      );
    },
  };
};

/** A heartbeat for all messengers that are on. */
export const createHeartbeat = (deps: DispatchDeps, onOutcome: OnOutcome): Heartbeat => {
  const { messengers, clock, log } = deps;
  const { asking, heard, silent, refused } = createEar(deps, onOutcome);
  let first: Promise<void> | undefined;
  let isOn = false;
  let forget = nothing;

  const ask = async (messenger: Messenger): Promise<boolean> => {
    asking(messenger.platform);
    const error = await askOne(deps, messenger).catch((bug: unknown) => {
      log.error({ messenger: messenger.platform, err: bug }, 'could not ask the messenger');
      return undefined;
    });
    heard(messenger.platform, error);
    return error === undefined;
  };
  const beat = async (): Promise<void> => {
    const good = await Promise.all([...messengers.values()].map(ask));
    const pause = good.includes(false) ? WHILE_AWAY : EVERY;
    if (isOn) forget = clock.wakeAt(clock.now() + pause, () => void beat());
  };
  return {
    run: () => {
      isOn = true;
      first ??= beat();
      return first;
    },
    stop: () => {
      isOn = false;
      first = undefined;
      forget();
    },
    ask: async (platform) => {
      const messenger = messengers.get(platform);
      return messenger !== undefined && (await ask(messenger));
    },
    silent,
    refused,
  };
};
