import { cutText } from '#cards/cut.ts';
import type { DeliveryKey, Todo } from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import { createdTask, read } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { idOf, uuidOf } from './web/ids.ts';

const TASKS = '/open-apis/task/v2/tasks';
/** Summary and description take 3,000 characters each (task/v2 create). */
const TEXT_LIMIT = 3_000;
/** No permission for the call (99991672), or none for this task (1470403). */
const NOT_HERE = [99_991_672, 1_470_403] as const;
/** Somebody deleted it; then there is nothing to tick. */
const GONE = [1_470_404] as const;

const create = async (
  api: FeishuApi,
  { title, note, owner, dueAt }: Todo,
  key: DeliveryKey,
): Promise<string> => {
  const answer = await api.call({
    method: 'POST',
    path: TASKS,
    query: { user_id_type: 'open_id' },
    body: {
      summary: cutText(title, TEXT_LIMIT),
      description: cutText(note, TEXT_LIMIT),
      members: [{ id: idOf('person', owner.id), type: 'user', role: 'assignee' }],
      // The same token gives the task that was made first.
      client_token: uuidOf(key, ' task'),
      ...(dueAt === undefined ? {} : { due: { timestamp: String(dueAt), is_all_day: false } }),
    },
  });
  return idOf('task', read(createdTask, answer).task.guid);
};

const complete = async (api: FeishuApi, handle: string, now: number): Promise<void> => {
  try {
    await api.call({
      method: 'PATCH',
      path: `${TASKS}/${idOf('task', handle)}`,
      query: { user_id_type: 'open_id' },
      body: { task: { completed_at: String(now) }, update_fields: ['completed_at'] },
    });
  } catch (error) {
    if (!refusedWith(error, GONE)) throw error;
  }
};

/** Tasks of Feishu: one for what a person was given, ticked when it is done in the incident. */
export const createPutTodo =
  (api: FeishuApi, clock: Clock) =>
  async (todo: Todo, key: DeliveryKey): Promise<string | undefined> => {
    try {
      if (todo.handle === undefined) return await create(api, todo, key);
      await complete(api, todo.handle, clock.now());
      return todo.handle;
    } catch (error) {
      if (refusedWith(error, NOT_HERE)) return undefined;
      throw error;
    }
  };
