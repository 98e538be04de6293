import type { Intent } from '#domain/effects.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import { type CardRows, cardRows } from './card-rows.ts';
import {
  type Decor,
  decorRows,
  openRow,
  outsideRow,
  postRow,
  RANK,
  row,
  waitForRoom,
} from './delivery-rows.ts';
import { type ExpandContext, roomMessengers, spotsOf } from './spots.ts';

/** Rows for the outbox, and the keys of first posts among them (to be noted once they are stored). */
export interface Expanded {
  readonly rows: readonly NewOutboxRow[];
  readonly firsts: readonly string[];
}

const inviteRows = async (
  people: readonly string[],
  context: ExpandContext,
  index: number,
): Promise<readonly NewOutboxRow[]> => {
  const { state, messengers, directory } = context;
  const rooms = roomMessengers(state, messengers);
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
    const missing = at === 0 ? unreachable : [];
    if (invited.length + missing.length === 0) return [];
    return row(context, {
      key: `${state.key}|${messenger}|invite|v${context.version}.${index}`,
      lane: `decor:${state.key}:${messenger}`,
      messenger,
      rank: RANK.room,
      waitsFor: waitForRoom(context, { messenger, target: { kind: 'room' } }),
      job: { do: 'invite', people: invited, unreachable: missing },
    });
  });
};

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
      return [{ rows: await inviteRows(intent.people, context, index) }];
    case 'post': {
      const spots = await spotsOf(intent.place, context);
      return [{ rows: spots.map((spot) => postRow(intent, spot, context)) }];
    }
    case 'refresh': {
      const spots = await spotsOf(intent.place, context);
      return Promise.all(spots.map((spot) => cardRows(intent, spot, context)));
    }
    case 'publish':
    case 'callFallback':
      return [{ rows: [outsideRow(intent, context, index)] }];
    case 'renameRoom':
    case 'setTopic':
    case 'bookmark':
    case 'archiveRoom':
    case 'unarchiveRoom':
      return [{ rows: decorRows(decorOf(intent), context, index) }];
  }
};

type DecorIntent = Extract<
  Intent,
  { do: 'renameRoom' | 'setTopic' | 'bookmark' | 'archiveRoom' | 'unarchiveRoom' }
>;

const decorOf = (intent: DecorIntent): Decor => {
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
  }
};

/** The room first, then its status card, then the rest as it happened. */
const turn = ({ rank, lane }: NewOutboxRow): number =>
  lane.startsWith('room:') || lane.startsWith('decor:') ? Math.min(rank, RANK.notice) : RANK.notice;

const behindRoom = ({ key }: NewOutboxRow): number => Number(!key.endsWith('|room'));

/** What the effects of some events mean on the messengers that are on: one row a messenger, room and person. */
export const expand = async (
  intents: readonly Intent[],
  context: ExpandContext,
): Promise<Expanded> => {
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
