import type { Intent } from '#domain/effects.ts';
import { todosOf } from '#domain/incident/todo.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import type { DeliveryOf } from './delivery.ts';
import { RANK, row } from './delivery-rows.ts';
import { call, type Delivered, type DeliverDeps, type Sending, UNASKED } from './sending.ts';
import type { ExpandContext } from './spots.ts';

/** In the messenger that has lists and in which the owner has an account: where it stands already, or else the first. */
export const todoRows = async (
  { ref }: Extract<Intent, { do: 'todo' }>,
  context: ExpandContext,
): Promise<readonly NewOutboxRow[]> => {
  const { state, messengers, directory } = context;
  const item = todosOf(state).find((one) => one.ref === ref);
  const placed = state.todos?.[ref];
  const candidates = [...messengers].flatMap(([name, can]) => (can.todos ? [name] : []));
  if (item === undefined || candidates.length === 0) return [];
  const accounts = await Promise.all(
    candidates.map((name) => directory.accountOn(item.owner, name)),
  );
  const messenger = placed?.messenger ?? accounts.find((one) => one !== undefined)?.platform;
  if (messenger === undefined || !messengers.has(messenger)) return [];
  return [
    row(context, {
      key: `${state.key}|${messenger}|todo|${ref}`,
      lane: `decor:${state.key}:${messenger}:todo`,
      messenger,
      rank: RANK.decor,
      coalesce: true,
      job: { do: 'todo', ref },
    }),
  ];
};

/** Drawn from the newest state: what is done before it was put there needs no place. */
export const deliverTodo = async (
  deps: DeliverDeps,
  { delivery, state, messenger, key }: Sending<DeliveryOf<'todo'>>,
): Promise<Delivered> => {
  const item = todosOf(state).find(({ ref }) => ref === delivery.ref);
  const placed = state.todos?.[delivery.ref];
  if (item === undefined || (item.done ? placed === undefined : placed !== undefined))
    return UNASKED;
  const { platform } = messenger;
  const owner = await deps.directory.accountOn(item.owner, platform);
  if (owner === undefined) return UNASKED;
  const todo = {
    title: item.title,
    note: `${state.key} ${state.title}`,
    owner,
    done: item.done,
    ...(item.dueAt === undefined ? {} : { dueAt: item.dueAt }),
    ...(placed === undefined ? {} : { handle: placed.handle }),
  };
  // One name for all attempts to put it there, whatever else changed meanwhile.
  const once = { ...key, key: `${state.key}|${delivery.ref}` };
  const handle = await call(deps, 'putTodo', () => messenger.putTodo(todo, once));
  if (handle === undefined || placed !== undefined) return { posted: [], facts: [] };
  const fact = {
    type: 'recordTodoPlaced',
    ref: delivery.ref,
    messenger: platform,
    handle,
  } as const;
  return { posted: [], facts: [fact] };
};
