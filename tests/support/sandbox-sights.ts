import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import type { Button, Card, Form } from '#cards/card.ts';
import { plainText } from '#cards/plain-text.ts';

/** One message as a test reads it. */
export interface Seen {
  readonly id: string;
  readonly author: string;
  /** What a reader sees, without any markup. */
  readonly text: string;
  readonly card?: Card;
  readonly thread?: string;
  readonly pinned: boolean;
  /** The only person who sees it. */
  readonly onlyFor?: string;
}

/** What the person who acted was told. */
export interface Told {
  readonly text: string;
  readonly card?: Card;
  readonly form?: Form;
  readonly fieldErrors?: Readonly<Record<string, string>>;
}

/** `room`: the war room of the newest incident; else `dm`, a standing channel, an incident's key, or a room's id. */
export type Where = string;

type MessageRow = NonNullable<ReturnType<Sandbox['world']['message']>>;

export const seenOf = (row: MessageRow): Seen => {
  const card = row.card === null ? undefined : (JSON.parse(row.card) as Card);
  return {
    id: `m${row.n}`,
    author: row.author,
    text: card === undefined ? (row.text ?? '') : plainText(card),
    pinned: row.pinned_at !== null,
    ...(card === undefined ? {} : { card }),
    ...(row.thread === null ? {} : { thread: `m${row.thread}` }),
    ...(row.only_for === null ? {} : { onlyFor: row.only_for }),
  };
};

export const buttonsOf = (card: Card | undefined): readonly Button[] =>
  (card?.elements ?? []).flatMap((element) => (element.kind === 'actions' ? element.buttons : []));

/** Where things are in the sandbox's world. */
export const placesOf = ({ world }: Sandbox) => {
  const warRoom = (key?: string) => {
    const room = world
      .rooms()
      .findLast(({ incident }) => incident !== null && (key === undefined || incident === key));
    if (room === undefined) throw new Error(`no war room ${key ?? ''}`);
    return room;
  };
  const roomId = (person: string, where: Where): string => {
    if (where === 'room') return warRoom().id;
    if (where === 'dm') return `dm-${person}`;
    if (/^[A-Z]{3}-\d/u.test(where)) return warRoom(where).id;
    return world.rooms().find(({ channel }) => channel === where)?.id ?? where;
  };
  const all = (room: string, person: string): readonly Seen[] =>
    world.messages(room, person, { limit: 10_000 }).map(seenOf);
  return { warRoom, roomId, all };
};

/** The answer that rode on the acknowledgement. */
export const toldOf = (outcome: Awaited<ReturnType<Sandbox['actions']['say']>>): Told => {
  const card = outcome.message?.card ?? undefined;
  return {
    text: card === undefined ? '' : plainText(card),
    ...(card === undefined ? {} : { card }),
    ...(outcome.form === undefined ? {} : { form: outcome.form }),
    ...(outcome.fieldErrors === undefined ? {} : { fieldErrors: outcome.fieldErrors }),
  };
};

export interface Sights {
  messages(where: Where): readonly Seen[];
  dms(person: string): readonly Seen[];
  room(key?: string): {
    readonly id: string;
    readonly name: string;
    readonly topic: string;
    readonly members: readonly string[];
  };
}

/** What people see in the sandbox. */
export const sightsOf = (sandbox: Sandbox): Sights => {
  const { world } = sandbox;
  const { warRoom, roomId, all } = placesOf(sandbox);
  return {
    messages: (where) => all(roomId('', where), ''),
    dms: (person) =>
      world
        .rooms()
        .filter(({ id }) => world.isMember(id, person))
        .flatMap(({ id, kind }) =>
          world
            .messages(id, person, { limit: 10_000 })
            .filter((row) => row.command === null && (kind === 'direct' || row.only_for !== null)),
        )
        .filter(({ author }) => author !== person)
        .toSorted((a, b) => a.n - b.n)
        .map(seenOf),
    room: (key) => {
      const { id, name, topic } = warRoom(key);
      return { id, name, topic, members: world.members(id).map(({ person }) => person) };
    },
  };
};
