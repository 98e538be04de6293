import type { Tell } from '#domain/effects.ts';
import type { CommandMeta } from '#domain/incident/command.ts';
import { actorOf } from '#domain/incident/people.ts';
import type { Locale } from '#domain/locale.ts';
import { SYSTEM } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import { SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import type { Checkpoint, Clock } from '#ports/system.ts';
import type { CommandHandler, Outcome } from './handle-command.ts';
import type { Told } from './stream-commit.ts';
import type { Streams } from './streams.ts';

export interface CarryDeps {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly checkpoint: Checkpoint;
  readonly handler: CommandHandler;
  readonly streams: Streams;
  readonly messengers: { keys(): Iterable<string> };
  readonly defaultLocale: Locale;
}

const metaOf = ({ clock, policy }: CarryDeps, by: string | undefined): CommandMeta => {
  const actor = by === undefined ? undefined : actorOf(policy(), by);
  return { now: clock.now(), actor: actor ?? SYSTEM, via: 'delivery' };
};

const BUSY = { retryAfterMs: SECOND };

/** Throws DeliveryError for what has to be tried again, or can never be done. */
const settled = (outcome: Outcome): void => {
  if ('busy' in outcome) throw new DeliveryError('busy', 'retry', BUSY);
  if ('rejected' in outcome) throw new DeliveryError(outcome.rejected.code, 'give-up');
};

const tellStream = async (
  deps: CarryDeps,
  key: string,
  intent: unknown,
  receipt: string,
  by?: string,
): Promise<void> => {
  const stream = deps.streams.of(key);
  if (stream === undefined) throw new DeliveryError('stream-not-found', 'give-up');
  if (!(await stream.tell(key, intent, metaOf(deps, by), receipt)))
    throw new DeliveryError('busy', 'retry', BUSY);
};

const open = async (
  deps: CarryDeps,
  { intent, about, by }: Extract<Tell, { kind: 'openIncident' }>,
  id: string,
): Promise<string> => {
  const receipt = { platform: 'outbox', id };
  const on = [...deps.messengers.keys()];
  const wanted = (deps.policy().organisation.warRooms ?? on).filter((name) => on.includes(name));
  const messengers = wanted.length > 0 ? wanted : on;
  const { names } = deps.policy().playbooks[intent.scenario] ?? {};
  const title = intent.title === '' ? (names?.[deps.defaultLocale] ?? '') : intent.title;
  const opening = { ...intent, title, messengers, locale: deps.defaultLocale };
  const outcome = await deps.handler.open(opening, metaOf(deps, by), { receipt });
  settled(outcome);
  deps.checkpoint('tell:opened');
  const stored = await deps.storage.receipt(receipt.platform, receipt.id);
  const incident = 'state' in outcome ? outcome.state?.key : stored?.stream;
  if (incident === undefined) throw new DeliveryError('incident-not-found', 'give-up');
  await tellStream(deps, about, { type: 'recordIncident', incident }, `${id}|incident`);
  return incident;
};

/**
 * Carries out what one stream tells another, once: whoever does it, the dispatcher or the one who acted, has
 * the same receipt. Gives the incident it is about. Throws DeliveryError.
 */
export const carryOut = async (
  deps: CarryDeps,
  { to, receipt }: Told,
): Promise<string | undefined> => {
  deps.checkpoint('tell:before');
  switch (to.kind) {
    case 'incident': {
      const options = { receipt: { platform: 'outbox', id: receipt } };
      settled(await deps.handler.handle(to.incident, to.intent, metaOf(deps, to.by), options));
      return to.incident;
    }
    case 'openIncident':
      return open(deps, to, receipt);
    case 'alert':
      await tellStream(deps, to.alert, to.intent, receipt);
      return undefined;
    case 'ticket':
      await tellStream(deps, to.ticket, to.intent, receipt, to.by);
      return undefined;
  }
};
