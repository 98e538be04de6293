import { type AlertDeskDeps, createAlertDesk } from '#app/alert-desk.ts';
import { alertKind } from '#app/alert-kind.ts';
import { carryOut } from '#app/carry-out.ts';
import { createStreamHandler } from '#app/stream-handler.ts';
import { createFigureWatch } from '#domain/watch/watch-figures.ts';
import { createWatch } from '#domain/watch/watch.ts';
import { watchHorizon } from '#domain/watch/watch-rule.ts';
import { createAccountLinks } from '#app/account-links.ts';
import type { AppClock } from '#app/clock.ts';
import { takeComplaint } from '#app/complaints.ts';
import type { Connectors } from '#app/connectors.ts';
import { createDirectory } from '#app/directory.ts';
import { createDispatcher, type Dispatcher } from '#app/dispatcher.ts';
import { fromRecord } from '#app/event-record.ts';
import { type CommandHandler, createHandler } from '#app/handle-command.ts';
import { createStreamCache } from '#app/incident-cache.ts';
import { createInbox } from '#app/inbox.ts';
import { createIngest, type Ingest } from '#app/ingest.ts';
import { createListening } from '#app/listening.ts';
import { createLru } from '#app/lru.ts';
import { type Meters, noMeters } from '#app/meters.ts';
import { createOutages, type Outages } from '#app/outages.ts';
import { createOrganisationHandler } from '#app/organisation-handler.ts';
import { createPlacements } from '#app/placements.ts';
import { createReading, type Reading } from '#app/reading/reading.ts';
import { createScheduler, type Scheduler } from '#app/scheduler.ts';
import type { PageLinks } from '#app/page-links.ts';
import type { StreamDeps } from '#app/stream-commit.ts';
import type { Stream } from '#app/stream-handler.ts';
import { type Streams, streamsOf } from '#app/streams.ts';
import { ticketKind } from '#app/ticket-kind.ts';
import { createWatcher, type Watcher, type WatchRules } from '#app/watcher.ts';
import { createViews, type Views } from '#app/views.ts';
import { evolveIncident } from '#domain/incident/evolve.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Locale } from '#domain/locale.ts';
import type { Policy } from '#domain/policy.ts';
import { type DurationMs, SECOND } from '#domain/time.ts';
import type { Inbox, Messenger } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import { type Checkpoint, type Ids, type Log, noCheckpoint } from '#ports/system.ts';

export interface AppOptions {
  /** The rules in force; may answer with others after an edit. */
  readonly policy: () => Policy;
  readonly clock: AppClock;
  readonly ids: Ids;
  readonly log: Log;
  readonly storage: Storage;
  readonly messengers: readonly Messenger[];
  readonly locale: Locale;
  readonly publicUrl?: string;
  /** The private way to the pages, for one person; absent while there are no pages. */
  readonly pageLinks?: PageLinks;
  readonly connectors?: Connectors;
  readonly meters?: Meters;
  readonly checkpoint?: Checkpoint;
  /** The kinds of streams without rooms: alerts, tickets. */
  readonly streams?: (deps: StreamDeps) => readonly Stream[];
  /** What is made of observations; default: alerts, by the triggers of the playbooks. */
  readonly watch?: (streams: Streams) => WatchRules;
  /** No other process works on this database, so claims that are left over belong to nobody. */
  readonly alone?: boolean;
  /** How long a command that others overtake is decided again; default 2 s. */
  readonly patienceMs?: DurationMs;
}

export interface App {
  readonly inbox: Inbox;
  readonly handler: CommandHandler;
  readonly dispatcher: Dispatcher;
  readonly scheduler: Scheduler;
  readonly outages: Outages;
  readonly views: Views;
  /** What pages show, to whom it may be shown. */
  readonly reading: Reading;
  /** Language of whoever chose none. */
  readonly localeOf: (person: string) => Promise<Locale>;
  /** What other programs send in. */
  readonly ingest: Ingest;
  readonly watcher: Watcher;
  /** Streams without rooms. */
  readonly streams: Streams;
  loadIncident(key: string): Promise<IncidentState | undefined>;
  /** Whose account it is, as far as the organisation knows. */
  readonly personOf: (platform: string, account: string) => Promise<string | undefined>;
  /** The account behind a person of the organisation, on one messenger; messengers mention people by it. */
  accountOn(person: string, platform: string): Promise<string | undefined>;
  /** The room in which a message was posted; undefined for one that is not ours. */
  roomOfMessage(platform: string, id: string): Promise<string | undefined>;
  /** Handles what was due by the last tick and delivers all that is due. */
  settled(): Promise<void>;
  /** Why the app is not ready; empty when it is. */
  problems(): Promise<readonly string[]>;
  /** Hears the messengers, without deadlines and deliveries running by themselves (tests). */
  listen(): Promise<void>;
  start(): Promise<void>;
  /** Takes nothing more, lets what is on its way finish for at most `patienceMs`. */
  stop(patienceMs?: DurationMs): Promise<void>;
}

/** Incidents kept folded in memory; an active one is some 100 KB. */
const INCIDENTS_IN_MEMORY = 500;
const CARDS_REMEMBERED = 5_000;
/** A messenger that hangs keeps nobody from starting for longer. */
const PATIENCE_AT_START: DurationMs = SECOND;

const incidentCache = (storage: Storage) =>
  createStreamCache<IncidentState>({
    storage,
    evolve: (state, event) => evolveIncident(state, fromRecord(event)),
    restore: (snapshot) => snapshot as IncidentState,
    limit: INCIDENTS_IN_MEMORY,
  });

const createShared = (options: AppOptions) => {
  const { policy, clock, log, storage, locale, publicUrl, pageLinks, alone = false } = options;
  const incidents = incidentCache(storage);
  const directory = createDirectory({ storage, policy, defaultLocale: locale });
  const organisation = createOrganisationHandler({ storage, policy, directory });
  const messengers = options.messengers.map(({ platform }) => platform);
  const base = { storage, policy, clock, log, incidents, directory, organisation };
  return {
    ...base,
    reading: createReading({ ...base, messengers, alone }),
    pageLinks,
    by: options.ids.next(),
    meters: options.meters ?? noMeters,
    checkpoint: options.checkpoint ?? noCheckpoint,
    views: createViews({ policy, clock, publicUrl }),
    defaultLocale: locale,
    loadIncident: async (key: string) => (await incidents.load(key)).state,
  };
};

/** The triggers of the playbooks in force, and the desk that acts on what they find. */
const watchRules = (deps: AlertDeskDeps): WatchRules => {
  const { policy } = deps;
  return {
    rules: policy,
    createEngine: () => {
      const figures = createFigureWatch();
      const watch = createWatch(policy().playbooks);
      return {
        observe: (seen) => [...figures.observe(seen), ...watch.observe(seen)],
        tick: (now) => watch.tick(now),
      };
    },
    horizonMs: () => watchHorizon(policy().playbooks),
    react: createAlertDesk(deps),
  };
};

const createParts = (options: AppOptions) => {
  const shared = createShared(options);
  const { storage, clock, log } = shared;
  const can = new Map(options.messengers.map((one) => [one.platform, one.can]));
  const messengers = new Map(options.messengers.map((one) => [one.platform, one]));
  // The dispatcher hears of commits, and its facts are commands: the two know each other.
  const late: { dispatcher?: Dispatcher; watcher?: Watcher } = {};
  const observed = (): void => late.watcher?.wake();
  const placements = createPlacements(storage);
  const stored = (stream: string): void => {
    late.dispatcher?.wake();
    shared.reading.changes.note(stream);
  };
  const handler = createHandler({
    ...shared,
    messengers: can,
    placements,
    wake: stored,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  });
  const streamDeps = { ...shared, messengers: can, placements, wake: stored, observed };
  const alerts = createStreamHandler(alertKind, streamDeps);
  const tickets = createStreamHandler(ticketKind, streamDeps);
  const streams = streamsOf([alerts, tickets, ...(options.streams?.(streamDeps) ?? [])]);
  const dispatcher = createDispatcher({
    ...shared,
    handler,
    streams,
    messengers,
    shown: createLru(CARDS_REMEMBERED),
    connectors: options.connectors,
  });
  late.dispatcher = dispatcher;
  const scheduler = createScheduler({ ...shared, handler, streams, startedAt: clock.now() });
  const { failing, ask, wake } = dispatcher;
  const outages = createOutages({ ...shared, handler, messengers, failing, ask, wake });
  const links = createAccountLinks({ ...shared, messengers });
  const { noticed } = links;
  const carrying = { ...shared, handler, streams, messengers: can };
  const inbox = createInbox({
    ...shared,
    handler,
    alerts,
    tickets,
    carryOut: (told) => carryOut(carrying, told),
    observe: async (one, id) => {
      const row = { observation: one, receivedAt: clock.now(), externalId: id };
      if ((await storage.observe([row])) > 0) observed();
    },
    messengers: can,
    failing,
    noticed,
  });
  const listening = createListening({ messengers: options.messengers, inbox, clock, log });
  const rules = options.watch?.(streams) ?? watchRules({ ...shared, handler, alerts });
  const watcher = createWatcher({ ...shared, ...rules });
  late.watcher = watcher;
  const ingest = createIngest({
    ...shared,
    observed,
    complain: (intent, receipt, now) => takeComplaint({ storage, tickets }, intent, receipt, now),
  });
  return {
    ...shared,
    streams,
    watcher,
    ingest,
    inbox,
    handler,
    dispatcher,
    scheduler,
    outages,
    listening,
    links,
  };
};

/** Why the app is not ready. */
const problemsOf = async (
  storage: Storage,
  { dispatcher, listening }: ReturnType<typeof createParts>,
): Promise<readonly string[]> => {
  const stored = await storage.ready().catch(() => false);
  const refused = [...dispatcher.refused()].map(([name, code]) => `${name} refuses: ${code}`);
  return [...(stored ? [] : ['database not usable']), ...listening.problems(), ...refused];
};

/** Puts the shell together over a store and messengers; nothing runs before `start`. */
export const composeApp = (options: AppOptions): App => {
  const { storage } = options;
  const parts = createParts(options);
  const { by, inbox, handler, dispatcher, scheduler, outages, views, loadIncident } = parts;
  const { directory, ingest, watcher, streams, listening, links, reading } = parts;
  return {
    streams,
    inbox,
    handler,
    dispatcher,
    scheduler,
    outages,
    views,
    reading,
    localeOf: (person) => directory.localeOf(person),
    ingest,
    watcher,
    loadIncident,
    personOf: (platform, account) => directory.personOf(platform, account),
    accountOn: async (person, platform) => (await directory.accountOn(person, platform))?.id,
    roomOfMessage: (platform, id) => storage.roomOfMessage(platform, id),
    problems: () => problemsOf(storage, parts),
    settled: async () => {
      await watcher?.step();
      await scheduler.sweepToTick();
      await links.settled();
      await dispatcher.drain();
    },
    listen: () => listening.start(),
    start: async () => {
      if (options.alone === true) await storage.releaseClaims(by);
      // Whoever is heard is told which messenger is away, and not that none has answered yet.
      await dispatcher.meet(PATIENCE_AT_START);
      await listening.start();
      for (const part of [dispatcher, scheduler, outages, links, watcher]) part?.run();
    },
    stop: async (patienceMs = 5 * SECOND) => {
      links.stop();
      reading.changes.stop();
      await watcher?.stop();
      await listening.stop();
      await scheduler.stop();
      await outages.stop();
      await dispatcher.stop(patienceMs);
    },
  };
};
