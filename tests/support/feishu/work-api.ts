import type { Json } from './json.ts';
import { isObject, listOf, text, texts } from './json.ts';
import { Refused, wrong } from './refused.ts';
import type { ApiRequest, Handlers, Stage } from './stage.ts';
import { page } from './stage.ts';
import type { StoredTask } from './world.ts';
import { personBy } from './world.ts';

const TASKS = '/open-apis/task/v2/tasks';
const RESERVES = '/open-apis/vc/v1/reserves';
const SLASH = '/open-apis/application/v7/app_slash_commands';
const RESERVE_MS = 30 * 24 * 60 * 60_000;
const MAX_SLASH_COMMANDS = 100;

const checkMembers = (stage: Stage, request: ApiRequest, members: readonly Json[]): void => {
  for (const member of members) {
    const id = text(member, 'id');
    const known = personBy(stage.world, request.query['user_id_type'] ?? 'open_id', id);
    if (known === undefined) throw wrong(1_470_400, `there is nobody ${id}`);
  }
};

const taskView = ({ guid, task, members }: StoredTask): Json => ({
  task: {
    ...task,
    guid,
    members,
    url: `https://applink.feishu.cn/client/todo/detail?guid=${guid}`,
  },
});

const taskOf = (stage: Stage, request: ApiRequest): StoredTask => {
  const task = stage.world.tasks.get(request.params['task_guid'] ?? '');
  if (task === undefined) throw wrong(1_470_404, 'there is no such task');
  return task;
};

/** The same client_token gives the task that was made first. */
const createTask = (stage: Stage, request: ApiRequest): Json => {
  const token = text(request.body, 'client_token');
  const before = token === '' ? undefined : stage.replies.get(`task ${token}`);
  if (before !== undefined) return before;
  const { members, client_token: _token, ...task } = request.body;
  checkMembers(stage, request, listOf(members));
  const stored = {
    guid: stage.world.id('task-'),
    task: { ...task },
    members: [...listOf(members)],
  };
  stage.world.tasks.set(stored.guid, stored);
  const view = taskView(stored);
  if (token !== '') stage.replies.set(`task ${token}`, view);
  return view;
};

const updateTask = (stage: Stage, request: ApiRequest): Json => {
  const stored = taskOf(stage, request);
  const changes = isObject(request.body['task']) ? request.body['task'] : {};
  const names = texts(request.body, 'update_fields');
  for (const name of Object.keys(changes)) {
    if (!names.includes(name)) throw wrong(1_470_400, `${name} is not among update_fields`);
  }
  for (const name of names) stored.task[name] = changes[name];
  return taskView(stored);
};

const addTaskMembers = (stage: Stage, request: ApiRequest): Json => {
  const stored = taskOf(stage, request);
  const members = listOf(request.body['members']);
  checkMembers(stage, request, members);
  stored.members.push(...members);
  return taskView(stored);
};

/** A meeting by tenant token wants an owner and an end within 30 days. */
const reserve = (stage: Stage, request: ApiRequest): Json => {
  const owner = text(request.body, 'owner_id');
  const end = Number(text(request.body, 'end_time'));
  if (personBy(stage.world, request.query['user_id_type'] ?? 'open_id', owner) === undefined) {
    throw wrong(121_003, `owner_id is nobody: ${owner}`);
  }
  const now = stage.world.now();
  if (!(end * 1000 > now && end * 1000 <= now + RESERVE_MS)) {
    throw wrong(121_003, `end_time is not within 30 days: ${end}`);
  }
  const number = String(112_000_000 + stage.world.reserves.size);
  const view: Json = {
    id: `69111884119${number}`,
    meeting_no: number,
    url: `https://vc.feishu.cn/j/${number}`,
    end_time: String(end),
  };
  stage.world.reserves.set(text(view, 'id'), view);
  return { reserve: view, reserve_correction_check_info: { invalid_host_id_list: [] } };
};

const reserveOf = (stage: Stage, request: ApiRequest): Json => {
  const found = stage.world.reserves.get(request.params['reserve_id'] ?? '');
  if (found === undefined) throw wrong(121_004, 'there is no such reservation');
  return found;
};

const isTaken = (stage: Stage, command: string, but?: string): boolean =>
  [...stage.world.slashCommands.values()].some(
    (one) => one['command'] === command && one['command_id'] !== but,
  );

const checkCommand = (stage: Stage, command: string, but?: string): void => {
  if (/^[/／]|\s/u.test(command)) throw wrong(40_000_031, `a command has no slash: ${command}`);
  if (isTaken(stage, command, but)) throw new Refused(40_000_000, 'command_already_exists');
};

const createCommand = (stage: Stage, request: ApiRequest): Json => {
  const { slashCommands, id } = stage.world;
  checkCommand(stage, text(request.body, 'command'));
  if (slashCommands.size >= MAX_SLASH_COMMANDS) throw wrong(40_000_032, 'more than 100 commands');
  const stored = { ...request.body, command_id: id('sc_') };
  slashCommands.set(stored.command_id, stored);
  return { command_id: stored.command_id };
};

const commandOf = (stage: Stage, request: ApiRequest): Json => {
  const found = stage.world.slashCommands.get(request.params['command_id'] ?? '');
  if (found === undefined) throw wrong(40_000_004, 'there is no such command');
  return found;
};

const updateCommand = (stage: Stage, request: ApiRequest): Json => {
  const old = commandOf(stage, request);
  const id = text(old, 'command_id');
  const command = text(request.body, 'command');
  if (command !== '') checkCommand(stage, command, id);
  stage.world.slashCommands.set(id, { ...old, ...request.body });
  return {};
};

export const workHandlers: Handlers = {
  [`POST ${TASKS}`]: createTask,
  [`GET ${TASKS}/:task_guid`]: (stage, request) => taskView(taskOf(stage, request)),
  [`PATCH ${TASKS}/:task_guid`]: updateTask,
  [`DELETE ${TASKS}/:task_guid`]: (stage, request) => {
    stage.world.tasks.delete(taskOf(stage, request).guid);
    return {};
  },
  [`POST ${TASKS}/:task_guid/add_members`]: addTaskMembers,
  [`POST ${RESERVES}/apply`]: reserve,
  [`GET ${RESERVES}/:reserve_id`]: (stage, request) => ({ reserve: reserveOf(stage, request) }),
  [`DELETE ${RESERVES}/:reserve_id`]: (stage, request) => {
    stage.world.reserves.delete(text(reserveOf(stage, request), 'id'));
    return {};
  },
  [`POST ${SLASH}`]: createCommand,
  [`GET ${SLASH}`]: (stage, request) =>
    page([...stage.world.slashCommands.values()], request.query, 100),
  [`PATCH ${SLASH}/:command_id`]: updateCommand,
  [`DELETE ${SLASH}/:command_id`]: (stage, request) => {
    stage.world.slashCommands.delete(text(commandOf(stage, request), 'command_id'));
    return {};
  },
};
