import type { Inbox, Messenger, Stop } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import { backoffMs } from './backoff.ts';
import type { AppClock } from './clock.ts';

/** Keeps every messenger connected to the inbox. */
export interface Listening {
  /** Resolves when each was tried once; one that could not be reached is tried again until `stop`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Messengers that do not hear anybody now. */
  problems(): readonly string[];
}

export interface ListeningDeps {
  readonly messengers: readonly Messenger[];
  readonly inbox: Inbox;
  readonly clock: AppClock;
  readonly log: Log;
}

interface Connections {
  readonly stops: Map<string, Stop>;
  /** How to forget the retries that are planned. */
  readonly retries: Set<() => void>;
}

const connect = async (
  deps: ListeningDeps,
  connections: Connections,
  messenger: Messenger,
  attempts = 0,
): Promise<void> => {
  const { inbox, clock, log } = deps;
  const { stops, retries } = connections;
  const { platform } = messenger;
  try {
    stops.set(platform, await messenger.listen(inbox));
    log.info({ messenger: platform }, 'listening');
  } catch (error) {
    log.error({ messenger: platform, err: error }, 'could not listen');
    const forget = clock.wakeAt(clock.now() + backoffMs(attempts), () => {
      retries.delete(forget);
      void connect(deps, connections, messenger, attempts + 1);
    });
    retries.add(forget);
  }
};

/** Connects all messengers; the others work on while one is away. */
export const createListening = (deps: ListeningDeps): Listening => {
  const { messengers, log } = deps;
  const connections: Connections = { stops: new Map(), retries: new Set() };
  const { stops, retries } = connections;
  return {
    start: async () => {
      await Promise.all(messengers.map((messenger) => connect(deps, connections, messenger)));
    },
    stop: async () => {
      for (const forget of retries) forget();
      const results = await Promise.allSettled([...stops.values()].map((stop) => stop()));
      stops.clear();
      for (const result of results)
        if (result.status === 'rejected') log.warn({ err: result.reason }, 'did not stop cleanly');
    },
    problems: () =>
      messengers
        .filter(({ platform }) => !stops.has(platform))
        .map(({ platform }) => `${platform} is not connected`),
  };
};
