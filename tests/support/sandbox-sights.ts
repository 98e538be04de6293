import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import type { Button, Card, CardElement, Form } from '#cards/card.ts';
import { plainText } from '#cards/plain-text.ts';
import type { Seen as Sight, Sights, Told as Said, Where } from './sights.ts';

/** A message of the sandbox, with the card it shows. */
export interface Seen extends Sight {
  readonly card?: Card;
}

/** What the person who acted was told. */
export interface Told extends Said {
  readonly card?: Card;
  readonly form?: Form;
  readonly fieldErrors?: Readonly<Record<string, string>>;
}

type MessageRow = NonNullable<ReturnType<Sandbox['world']['message']>>;

const elementsOf = (card: Card | undefined): readonly CardElement[] => card?.elements ?? [];

export const seenOf = (row: MessageRow): Seen => {
  const card = row.card === null ? undefined : (JSON.parse(row.card) as Card);
  return {
    id: `m${row.n}`,
    author: row.author,
    text: card === undefined ? (row.text ?? '') : plainText(card),
    title: card?.title ?? '',
    alarming: card?.tone === 'danger',
    copies: elementsOf(card).filter(({ kind }) => kind === 'copy').length,
    struck: (row.card ?? '').includes('"struck"'),
    pinned: row.pinned_at !== null,
    ...(card === undefined ? {} : { card }),
    ...(row.thread === null ? {} : { thread: `m${row.thread}` }),
    ...(row.only_for === null ? {} : { onlyFor: row.only_for }),
  };
};

export const buttonsOf = (card: Card | undefined): readonly Button[] =>
  elementsOf(card).flatMap((element) => (element.kind === 'actions' ? element.buttons : []));

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

export interface SandboxSights extends Sights {
  messages(where: Where): readonly Seen[];
  dms(person: string): readonly Seen[];
}

/** What people see in the sandbox. */
export const sightsOf = (sandbox: Sandbox): SandboxSights => {
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
