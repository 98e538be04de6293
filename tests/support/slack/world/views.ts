import { IDENTITY } from '../identity.ts';
import {
  type Args,
  done,
  failed,
  isList,
  isRecord,
  type Method,
  type Reply,
  text,
} from './method.ts';
import type { TriggerRow, ViewRow } from './rows.ts';
import type { World } from './world.ts';

/** How long a trigger opens a view, in real ms. */
const TRIGGER_LIFE = 3_000;
const MAX_STACK = 3;
const MAX_VIEW = 250_000;

/** A view as Slack answers and delivers it. */
export const viewShape = (row: ViewRow, values: Args = {}): Args => ({
  private_metadata: '',
  callback_id: '',
  external_id: '',
  ...row.view,
  id: row.id,
  team_id: IDENTITY.teamId,
  app_id: IDENTITY.appId,
  bot_id: IDENTITY.botId,
  app_installed_team_id: IDENTITY.teamId,
  root_view_id: row.root,
  previous_view_id: row.previous ?? null,
  state: { values },
  hash: row.hash,
});

const withBlockIds = (world: World, view: Args): Args => ({
  ...view,
  blocks: (isList(view['blocks']) ? view['blocks'] : [])
    .filter(isRecord)
    .map((block) =>
      block['block_id'] === undefined ? { ...block, block_id: world.newId('b') } : block,
    ),
});

const newHash = (world: World): string => `${Math.floor(Date.now() / 1000)}.${world.newId('h')}`;

/** Puts a view on top of the person's modals; `false` when there are three. */
export const pushView = (world: World, user: string, view: Args): ViewRow | undefined => {
  const stack = world.modals.get(user) ?? [];
  if (stack.length >= MAX_STACK) return undefined;
  const id = world.newId('V');
  const previous = stack.at(-1);
  const row: ViewRow = {
    id,
    user,
    root: stack[0] ?? id,
    ...(previous === undefined ? {} : { previous }),
    hash: newHash(world),
    view: withBlockIds(world, view),
    errors: {},
  };
  world.views.set(id, row);
  world.modals.set(user, [...stack, id]);
  return row;
};

export const replaceView = (world: World, row: ViewRow, view: Args): void => {
  row.view = withBlockIds(world, view);
  row.hash = newHash(world);
  row.errors = {};
};

export const topView = (world: World, user: string): ViewRow | undefined =>
  world.views.get(world.modals.get(user)?.at(-1) ?? '');

export const closeTop = (world: World, user: string): void => {
  world.modals.set(user, (world.modals.get(user) ?? []).slice(0, -1));
};

const useTrigger = (world: World, args: Args): TriggerRow | string => {
  const id = text(args, 'trigger_id');
  if (id === '') return 'invalid_arguments';
  const trigger = world.triggers.get(id);
  if (trigger === undefined) return 'invalid_trigger_id';
  if (trigger.used) return 'exchanged_trigger_id';
  if (Date.now() - trigger.madeAt > TRIGGER_LIFE) return 'expired_trigger_id';
  trigger.used = true;
  return trigger;
};

const viewOf = (args: Args): Args => (isRecord(args['view']) ? args['view'] : {});
const isTooLarge = (args: Args): boolean => JSON.stringify(viewOf(args)).length > MAX_VIEW;
const answer = (row: ViewRow): Reply => done({ view: viewShape(row) });

const open: Method = ({ world, args }) => {
  if (isTooLarge(args)) return failed('view_too_large');
  const trigger = useTrigger(world, args);
  if (typeof trigger === 'string') return failed(trigger);
  world.modals.set(trigger.user, []);
  const row = pushView(world, trigger.user, viewOf(args));
  return row === undefined ? failed('push_limit_reached') : answer(row);
};

const push: Method = ({ world, args }) => {
  if (isTooLarge(args)) return failed('view_too_large');
  const trigger = useTrigger(world, args);
  if (typeof trigger === 'string') return failed(trigger);
  if (topView(world, trigger.user) === undefined) return failed('not_found');
  const row = pushView(world, trigger.user, viewOf(args));
  return row === undefined ? failed('push_limit_reached') : answer(row);
};

const findView = (world: World, args: Args): ViewRow | undefined => {
  const external = text(args, 'external_id');
  const shown = new Set([...world.modals.values()].flat());
  return [...world.views.values()].findLast(
    (row) =>
      shown.has(row.id) &&
      (row.id === text(args, 'view_id') ||
        (external !== '' && row.view['external_id'] === external)),
  );
};

const update: Method = ({ world, args }) => {
  if (isTooLarge(args)) return failed('view_too_large');
  const row = findView(world, args);
  if (row === undefined) return failed('not_found');
  const hash = text(args, 'hash');
  if (hash !== '' && hash !== row.hash) return failed('hash_conflict');
  replaceView(world, row, viewOf(args));
  return answer(row);
};

const publish: Method = ({ world, args }) => {
  if (isTooLarge(args)) return failed('view_too_large');
  const user = text(args, 'user_id');
  if (!world.users.has(user)) return failed('invalid_arguments');
  const known = world.views.get(world.homes.get(user) ?? '');
  const hash = text(args, 'hash');
  if (hash !== '' && known !== undefined && hash !== known.hash) return failed('hash_conflict');
  if (known !== undefined) {
    replaceView(world, known, viewOf(args));
    return answer(known);
  }
  const id = world.newId('V');
  const view = withBlockIds(world, viewOf(args));
  const row: ViewRow = { id, user, root: id, hash: newHash(world), view, errors: {} };
  world.views.set(id, row);
  world.homes.set(user, id);
  return answer(row);
};

/** Methods about modals and App Homes. */
export const VIEWS: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
