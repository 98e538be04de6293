import type { MessageRef } from '#ports/messenger.ts';
import type { Ids } from '#ports/system.ts';
import type { Actions } from './actions.ts';
import type { PlayerView } from './player-view.ts';
import type { Script, Step, Where } from './script.ts';
import type { MessageRow } from './world-schema.ts';
import type { World } from './world.ts';
import { findApproval } from './find-approval.ts';
import { rememberPlayed } from './programme.ts';
import { ActionRefused } from './refused.ts';
import { renderLine } from './script.ts';
import { directRoomId } from './standing.ts';
import { messageId, messageNumber } from './views.ts';

/** Where the incident of a script stands. */
type Standing = Pick<PlayerView, 'room' | 'incident' | 'shiftDays'>;

export interface PerformDependencies {
  readonly world: World;
  readonly actions: Actions;
  readonly ids: Ids;
  readonly approvalMessage?: (
    incident: string,
    approval: string,
  ) => Promise<MessageRef | undefined>;
}

/** Acts one step out; gives where it happened and the incident it opened. */
export type Perform = (
  script: Script,
  step: Step,
  standing: Standing,
  settled: () => Promise<void>,
) => Promise<Standing & Pick<PlayerView, 'at'>>;

const roomOf = (world: World, as: string, where: Where, { room }: Standing): string => {
  if (where === 'direct') return directRoomId(as);
  if (where !== 'room') return world.rooms().find(({ channel }) => channel === where)?.id ?? where;
  if (room === null) throw new ActionRefused('unknown-room');
  return room;
};

const createAct = ({ world, actions, ids, approvalMessage }: PerformDependencies) => {
  const approval = async ({ room, incident }: Standing, ref: string): Promise<MessageRow> => {
    const exact = incident === null ? undefined : await approvalMessage?.(incident, ref);
    const row =
      exact === undefined
        ? findApproval(room === null ? [] : world.votes(room), ref)
        : world.message(messageNumber(exact.id) ?? -1);
    if (row === undefined) throw new ActionRefused('unknown-message');
    return row;
  };
  return async (script: Script, step: Step, standing: Standing): Promise<string | null> => {
    if ('watch' in step) return standing.room;
    const who = { as: step.as, receiptId: ids.next() };
    if ('line' in step) {
      const room = roomOf(world, step.as, step.where, standing);
      const { incident, shiftDays } = standing;
      const given = { incident: incident ?? '', date: script.date, shiftDays };
      await actions.say(who, { room, text: `/${renderLine(step.line, given)}` });
      return room;
    }
    const row = await approval(standing, 'react' in step ? step.react.on : step.reply.on);
    const message = messageId(row.n);
    if ('react' in step) {
      const { emoji, added = true } = step.react;
      await actions.react(who, { message, emoji, added });
    } else {
      await actions.say(who, { room: row.room, text: step.reply.text, thread: message });
    }
    return row.room;
  };
};

/** Plays people, from the same side as the page. */
export const createPerform = (dependencies: PerformDependencies): Perform => {
  const { world } = dependencies;
  const act = createAct(dependencies);
  return async (script, step, standing, settled) => {
    const known = new Set(world.rooms().map(({ id }) => id));
    const at = await act(script, step, standing);
    await settled();
    const made = world.rooms().findLast(({ id, incident }) => incident !== null && !known.has(id));
    if (made === undefined) return { ...standing, at };
    const { incident, id: room } = made;
    rememberPlayed(world, script.id, { incident, shiftDays: standing.shiftDays });
    return { room, incident, shiftDays: standing.shiftDays, at };
  };
};
