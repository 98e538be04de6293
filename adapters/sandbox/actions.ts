import type { Person } from '#domain/organisation/organisation.ts';
import type { Completion } from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import type { LookupDependencies, Lookups } from './lookups.ts';
import type { Act, Line, Outcome } from './saying.ts';
import type { RoomRow } from './world-schema.ts';
import type { World } from './world.ts';
import { createLookups } from './lookups.ts';
import { accountOf, messageRef, roomRef } from './refs.ts';
import { ActionRefused } from './refused.ts';
import { createSay, inboundBase, keepAnswer, limited } from './saying.ts';
import { readTyped } from './typed.ts';

export type { Act, Outcome } from './saying.ts';
export { PLATFORM } from './refs.ts';

export interface Press {
  readonly room: string;
  readonly line: string;
  readonly form: boolean;
  readonly incident?: string;
  readonly message?: string;
}

export interface Submission {
  readonly room: string;
  readonly command: string;
  readonly values: Readonly<Record<string, string>>;
  readonly incident?: string;
}

/** Everything a person can do in the sandbox; the page, the player and tests go through here. */
export interface Actions {
  say(act: Act, what: Line): Promise<Outcome>;
  press(act: Act, what: Press): Promise<Outcome>;
  submit(act: Act, what: Submission): Promise<Outcome>;
  react(
    act: Act,
    what: { readonly message: string; readonly emoji: string; readonly added: boolean },
  ): Promise<Outcome>;
  edit(act: Act, what: { readonly message: string; readonly text: string }): Promise<Outcome>;
  remove(act: Act, what: { readonly message: string }): Promise<Outcome>;
  join(act: Act, what: { readonly room: string }): Promise<Outcome>;
  read(as: string, what: { readonly room: string; readonly upto: number }): void;
  complete(
    as: string,
    what: { readonly line: string; readonly room?: string },
  ): Promise<readonly Completion[]>;
  /** The person, or a refusal when the organisation file does not know them. */
  person(as: string): Person;
  /** A room this person may look into. */
  visibleRoom(as: string, room: string): RoomRow;
}

type Answered = Pick<Actions, 'press' | 'submit'>;

const createAnswered = (world: World, lookups: Lookups): Answered => ({
  press: async (act, { room: id, message, ...what }) => {
    const room = lookups.openRoom(act.as, id);
    const pressed = message === undefined ? undefined : lookups.message(act.as, message);
    const answer = await lookups.listening().receive({
      ...inboundBase(lookups, act, room.id),
      ...what,
      kind: 'press',
      trigger: act.receiptId,
      ...(pressed === undefined ? {} : { message: messageRef(pressed) }),
    });
    const thread = pressed?.thread ?? undefined;
    return keepAnswer(world, act, { room, line: what.line, thread }, answer);
  },
  submit: async (act, { room: id, ...what }) => {
    const room = lookups.openRoom(act.as, id);
    const answer = await lookups.listening().receive({
      ...inboundBase(lookups, act, room.id),
      ...what,
      kind: 'submit',
    });
    return keepAnswer(world, act, { room, line: what.command }, answer);
  },
});

const createReact =
  (world: World, lookups: Lookups, clock: Clock): Actions['react'] =>
  async (act, { message, emoji, added }) => {
    const row = lookups.message(act.as, message);
    lookups.openRoom(act.as, row.room);
    world.react(row.n, act.as, emoji, added);
    await lookups.listening().receive({
      ...inboundBase(lookups, act, row.room),
      kind: 'reaction',
      message: messageRef(row),
      emoji,
      added,
      at: clock.now(),
    });
    return {};
  };

type Corrections = Pick<Actions, 'edit' | 'remove'>;

const createCorrections = (world: World, lookups: Lookups, clock: Clock): Corrections => ({
  edit: async (act, { message, text }) => {
    const row = lookups.message(act.as, message);
    if (row.author !== act.as) throw new ActionRefused('not-yours');
    world.editText(row.n, limited(text));
    await lookups.listening().receive({
      ...inboundBase(lookups, act, row.room),
      kind: 'edited',
      message: messageRef(row),
      text,
      at: clock.now(),
    });
    return {};
  },
  remove: async (act, { message }) => {
    const row = lookups.message(act.as, message);
    const mine = row.author === act.as;
    // A private answer may be put away by the one it was for.
    if (!mine && row.only_for !== act.as) throw new ActionRefused('not-yours');
    world.removeMessage(row.n);
    if (mine)
      await lookups.listening().receive({
        ...inboundBase(lookups, act, row.room),
        kind: 'deleted',
        message: messageRef(row),
      });
    return {};
  },
});

export interface ActionDependencies extends LookupDependencies {
  readonly clock: Clock;
}

/** Translates what people do in the page into what every messenger reports. */
export const createActions = (dependencies: ActionDependencies): Actions => {
  const { world, clock } = dependencies;
  const lookups = createLookups(dependencies);
  return {
    person: (as) => lookups.person(as),
    visibleRoom: (as, room) => lookups.visibleRoom(as, room),
    say: createSay(world, lookups),
    ...createAnswered(world, lookups),
    react: createReact(world, lookups, clock),
    ...createCorrections(world, lookups, clock),
    join: async (act, what) => {
      const room = lookups.visibleRoom(act.as, what.room);
      world.addMembers(room.id, [act.as]);
      await lookups.listening().receive({
        ...inboundBase(lookups, act, room.id),
        kind: 'joined',
        room: roomRef(room.id),
      });
      return {};
    },
    read: (as, what) => {
      lookups.visibleRoom(as, what.room);
      world.markSeen(what.room, as, what.upto);
    },
    complete: async (as, what) => {
      const typed = readTyped(what.line);
      if (typed.kind === 'chat') return [];
      const where = what.room === undefined ? undefined : lookups.visibleRoom(as, what.room);
      const at = where === undefined ? undefined : roomRef(where.id);
      return lookups.listening().complete(typed.line, accountOf(lookups.person(as)), at);
    },
  };
};
