import type { Intent } from '#domain/effects.ts';
import { isSilent } from '#domain/incident/outage.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import { type CardRows, cardRows } from './card-rows.ts';
import { decorRows, unarchivedBy } from './decor-rows.ts';
import { openRow, outsideRow, RANK, roomKey, row, waitForRoom } from './delivery-rows.ts';
import { meetingRows } from './meetings.ts';
import { settleRow } from './settle-alerts.ts';
import { type ExpandContext, roomMessengers, type Spot, spotsOf } from './spots.ts';
import { ticketRows } from './tell-tickets.ts';
import { todoRows } from './todos.ts';
import { postRows } from './urging.ts';

/** Rows for the outbox, and the keys of first posts among them (to be noted once they are stored). */
export interface Expanded {
  readonly rows: readonly NewOutboxRow[];
  readonly firsts: readonly string[];
}

const inviteRows = async (
  { people, messenger: only }: Extract<Intent, { do: 'invite' }>,
  context: ExpandContext,
  index: number,
): Promise<readonly NewOutboxRow[]> => {
  const { state, messengers, directory } = context;
  const rooms = roomMessengers(state, messengers, only);
  const lists = new Map<string, string[]>(rooms.map((messenger) => [messenger, []]));
  const unreachable: string[] = [];
  for (const person of people) {
    const accounts = await Promise.all(rooms.map((room) => directory.accountOn(person, room)));
    const found = accounts.filter((account) => account !== undefined);
    for (const { platform } of found) lists.get(platform)?.push(person);
    if (found.length === 0) unreachable.push(person);
  }
  return rooms.flatMap((messenger, at) => {
    const invited = lists.get(messenger) ?? [];
    // Invited into one of several rooms, they may well be in another.
    const missing = at === 0 && only === undefined ? unreachable : [];
    if (invited.length + missing.length === 0) return [];
    return row(context, {
      key: `${roomKey(state, messenger)}|invite|v${context.version}.${index}`,
      lane: `decor:${state.key}:${messenger}:invite`,
      messenger,
      rank: RANK.room,
      waitsFor: waitForRoom(context, { messenger, target: { kind: 'room' } }),
      job: { do: 'invite', people: invited, unreachable: missing },
    });
  });
};

/** Through a messenger that is down only one person's messages wait; the catch-up tells the rest. */
const isHeard = ({ messenger, target }: Spot, { state }: ExpandContext): boolean =>
  target.kind === 'direct' || target.kind === 'whisper' || !isSilent(state, messenger);

const rowsOf = async (
  intent: Intent,
  context: ExpandContext,
  index: number,
  invited: readonly string[],
): Promise<readonly CardRows[]> => {
  switch (intent.do) {
    case 'openRoom':
      return context.messengers.has(intent.messenger)
        ? [{ rows: [openRow(intent.messenger, invited, context)] }]
        : [];
    case 'invite':
      return [{ rows: await inviteRows(intent, context, index) }];
    case 'post': {
      const spots = await spotsOf(intent.place, context);
      const heard = spots.filter((spot) => isHeard(spot, context));
      return [{ rows: heard.flatMap((spot) => postRows(intent, spot, context)) }];
    }
    case 'refresh': {
      const spots = await spotsOf(intent.place, context);
      return Promise.all(spots.map((spot) => cardRows(intent, spot, context)));
    }
    case 'todo':
      return [{ rows: await todoRows(intent, context) }];
    case 'startMeeting':
      return [{ rows: meetingRows(intent, context, index) }];
    case 'settleAlerts':
      return [{ rows: [settleRow(intent, context, index)] }];
    case 'tellTickets':
      return [{ rows: ticketRows(intent, context, index) }];
    case 'publish':
    case 'callFallback':
      return [{ rows: [outsideRow(intent, context, index)] }];
    case 'renameRoom':
    case 'setTopic':
    case 'purpose':
    case 'page':
    case 'bookmark':
    case 'document':
    case 'attach':
    case 'archiveRoom':
    case 'unarchiveRoom':
      return [{ rows: decorRows(intent, context, index) }];
  }
};

/** The room first, then its status card, then the rest as it happened; archiving is the last of all. */
const turn = ({ rank, lane }: NewOutboxRow): number => {
  if (rank === RANK.last) return rank;
  return lane.startsWith('room:') || lane.startsWith('decor:')
    ? Math.min(rank, RANK.notice)
    : RANK.notice;
};

const behindRoom = ({ key }: NewOutboxRow): number => Number(!/\|room\d*$/u.test(key));

/** What the effects of some events mean on the messengers that are on: one row a messenger, room and person. */
export const expand = async (
  intents: readonly Intent[],
  given: Omit<ExpandContext, 'unarchiving'>,
): Promise<Expanded> => {
  const context: ExpandContext = { ...given, unarchiving: unarchivedBy(intents, given) };
  const invited = intents.flatMap((intent) => (intent.do === 'invite' ? intent.people : []));
  const parts: CardRows[] = [];
  for (const [index, intent] of intents.entries())
    parts.push(...(await rowsOf(intent, context, index, invited)));
  const rows = parts.flatMap((part) => part.rows);
  return {
    rows: rows.toSorted((a, b) => behindRoom(a) - behindRoom(b) || turn(a) - turn(b)),
    firsts: parts.flatMap(({ first }) => first ?? []),
  };
};
