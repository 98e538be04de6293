import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError, type Messenger, type Todo } from '#ports/messenger.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const open: TestApp[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

const KEY = 'INC-20261201-01';

/** The sandbox as a messenger in which everybody has a list of their own; the same key is one entry. */
const start = async () => {
  const put: Todo[] = [];
  const handles = new Map<string, string>();
  let answersToLose = 0;
  const putTodo: Messenger['putTodo'] = async (todo, { key }) => {
    put.push(todo);
    const handle = todo.handle ?? handles.get(key) ?? `task-${handles.size + 1}`;
    if (todo.handle === undefined) handles.set(key, handle);
    if (answersToLose > 0) {
      answersToLose -= 1;
      throw new DeliveryError('connection-reset', 'retry');
    }
    return handle;
  };
  const app = await createTestApp({
    through: (messenger) => ({
      ...messenger,
      can: { ...messenger.can, todos: true },
      putTodo,
    }),
  });
  open.push(app);
  await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 华东,华南 --users 300');
  await app.say('lin', 'room', 'grade 较大 "两地不可用"');
  return { app, put, handles, loseAnswer: () => (answersToLose = 1) };
};

describe('what somebody is given by name stands on their own list', () => {
  it('an added task with its owner and due time, ticked once it is done', async () => {
    const { app, put } = await start();
    expect(put).toEqual([]);
    await app.say(
      'lin',
      'room',
      'task add "核对短信模板" --due 20m --role communications --owner @李娜',
    );
    expect(put).toMatchObject([
      { title: '核对短信模板', done: false, owner: { person: 'li' }, note: `${KEY} 热线打不通` },
    ]);
    const [task] = (await app.state(KEY)).tasks.filter(({ source }) => source.kind === 'adhoc');
    expect(put[0]?.dueAt).toBe(task?.dueAt);

    await app.say('li', 'room', `task done ${task?.id}`);
    expect(put.slice(1)).toMatchObject([{ done: true, handle: 'task-1' }]);
  });

  it('an action item of the postmortem, once, although the answer was lost (F-N1)', async () => {
    const { app, put, handles, loseAnswer } = await start();
    loseAnswer();
    await app.say('lin', 'room', 'action add "固件升级" @钱多 --due 2026-12-15');
    await app.at('10:02');
    expect(put).toHaveLength(2);
    expect(handles.size).toBe(1);
    expect((await app.state(KEY)).todos).toEqual({
      'AI-1': { messenger: 'sandbox', handle: 'task-1' },
    });
    await app.say('lin', 'room', 'action done AI-1');
    expect(put.at(-1)).toMatchObject({ done: true, handle: 'task-1' });
  });

  it('but not the items of the playbook, which belong to roles', async () => {
    const { app, put } = await start();
    await app.say('lin', 'room', 'assign techSupport 钱多');
    await app.say('qian', 'room', 'task done switch-backup');
    expect(put).toEqual([]);
  });
});
