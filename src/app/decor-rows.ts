import type { Intent } from '#domain/effects.ts';
import { type DurationMs, SECOND } from '#domain/time.ts';
import type { Capabilities } from '#ports/messenger.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import type { Job } from './delivery.ts';
import { laneOf, RANK, roomKey, row, unarchiveKey, waitForRoom } from './delivery-rows.ts';
import { type ExpandContext, roomMessengers, type Spot } from './spots.ts';

/** What is done to a room, and what lies in it beside its messages. */
export type DecorIntent = Extract<
  Intent,
  {
    do:
      | 'renameRoom'
      | 'setTopic'
      | 'purpose'
      | 'page'
      | 'bookmark'
      | 'document'
      | 'attach'
      | 'archiveRoom'
      | 'unarchiveRoom';
  }
>;

/** Changes that come close together are one edit of the document. */
const DOCUMENT_AFTER: DurationMs = 30 * SECOND;

/** Where the name of a room can hold no title, the purpose does. */
const needsPurpose = ({ topic, roomNames }: Capabilities): boolean =>
  topic && roomNames === 'ascii';

const can = (capabilities: Capabilities, intent: DecorIntent): boolean => {
  switch (intent.do) {
    case 'renameRoom':
      return capabilities.rename;
    case 'setTopic':
      return capabilities.topic;
    case 'purpose':
      return needsPurpose(capabilities);
    case 'bookmark':
    case 'page':
      return capabilities.bookmarks;
    case 'document':
      return capabilities.documents;
    case 'attach':
      return intent.edited === true ? capabilities.rewritesFiles : capabilities.files;
    case 'archiveRoom':
    case 'unarchiveRoom':
      return capabilities.archive;
  }
};

/** A room that is created bare is told by this what it is for, at its top too. */
const jobsOf = (intent: DecorIntent): readonly Job[] =>
  intent.do === 'purpose' ? [{ do: 'purpose' }, { do: 'topic' }] : [jobOf(intent)];

const jobOf = (intent: DecorIntent): Job => {
  switch (intent.do) {
    case 'renameRoom':
      return { do: 'rename' };
    case 'setTopic':
      return { do: 'topic' };
    case 'bookmark':
      return { do: 'bookmark', label: intent.label, url: intent.url };
    case 'archiveRoom':
      return { do: 'archive' };
    case 'unarchiveRoom':
      return { do: 'unarchive' };
    case 'purpose':
    case 'page':
    case 'document':
      return { do: intent.do };
    case 'attach':
      return intent;
  }
};

interface Place {
  readonly key: string;
  readonly lane: string;
  readonly waitsFor: string | undefined;
}

/** Drawn from the state when they are sent, so a newer one replaces a waiting one. */
const COALESCING: readonly Job['do'][] = ['rename', 'topic', 'document'];

const isRewriting = (job: Job): boolean => job.do === 'attach' && job.edited === true;

const coalesces = (job: Job): boolean => COALESCING.includes(job.do) || isRewriting(job);

/** Archiving comes after the last message, and after the topic, which cannot be set any more afterwards. */
const lastOf = (spot: Spot, context: ExpandContext): Place => {
  const { state, version, messengers } = context;
  const { messenger } = spot;
  const room = roomKey(state, messenger);
  return {
    key: `${room}|archive|v${version}`,
    lane: laneOf(state, spot),
    waitsFor: messengers.get(messenger)?.topic === true ? `${room}|topic` : undefined,
  };
};

/** Each in a lane of its own, so that none waits for another. */
const placeOf = (job: Job, spot: Spot, context: ExpandContext, index: number): Place => {
  if (job.do === 'archive') return lastOf(spot, context);
  const { state, version } = context;
  const { messenger } = spot;
  const lane = `decor:${state.key}:${messenger}:${job.do}`;
  // In a lane beside the room's: what fails in an archived room must not hold up what brings it back.
  if (job.do === 'unarchive')
    return { key: unarchiveKey(context, messenger), lane, waitsFor: undefined };
  const once = job.do === 'purpose' || job.do === 'page' || coalesces(job);
  return {
    key: `${roomKey(state, messenger)}|${job.do}${isRewriting(job) ? '|edited' : ''}${once ? '' : `|v${version}.${index}`}`,
    lane,
    waitsFor: waitForRoom(context, spot),
  };
};

const rankOf = ({ do: what }: Job): number => {
  if (what === 'unarchive') return RANK.room;
  return what === 'document' || what === 'archive' ? RANK.last : RANK.decor;
};

const isThere = (job: Job, messenger: string, { state }: ExpandContext): boolean =>
  (job.do !== 'unarchive' && job.do !== 'archive') || state.rooms[messenger] !== undefined;

/** One row for every room that can have it; none where the messenger lacks it. */
export const decorRows = (
  intent: DecorIntent,
  context: ExpandContext,
  index: number,
): readonly NewOutboxRow[] => jobsOf(intent).flatMap((job) => jobRows(job, intent, context, index));

const jobRows = (
  job: Job,
  intent: DecorIntent,
  context: ExpandContext,
  index: number,
): readonly NewOutboxRow[] => {
  const { state, messengers } = context;
  const only = 'messenger' in intent ? intent.messenger : undefined;
  const isLater = (intent.do === 'document' && !intent.soon) || isRewriting(job);
  const waits = isLater ? { after: DOCUMENT_AFTER } : {};
  return roomMessengers(state, messengers, only)
    .filter((messenger) => {
      const capabilities = messengers.get(messenger);
      return capabilities !== undefined && can(capabilities, intent);
    })
    .filter((messenger) => isThere(job, messenger, context))
    .map((messenger) =>
      row(context, {
        ...placeOf(job, { messenger, target: { kind: 'room' } }, context, index),
        ...waits,
        messenger,
        rank: rankOf(job),
        coalesce: coalesces(job),
        job,
      }),
    );
};

/** Where these intents bring rooms back, everything else in them waits for that. */
export const unarchivedBy = (
  intents: readonly Intent[],
  { state, messengers }: Pick<ExpandContext, 'state' | 'messengers'>,
): ReadonlySet<string> =>
  new Set(
    intents
      .filter((intent) => intent.do === 'unarchiveRoom')
      .flatMap(({ messenger }) => roomMessengers(state, messengers, messenger))
      .filter((name) => messengers.get(name)?.archive === true && state.rooms[name] !== undefined),
  );
