import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Todo } from '#ports/messenger.ts';
import { createDesk, type Desk, LIN } from './desk.ts';

const TODO: Todo = {
  title: '固件升级',
  note: 'INC-20261201-01 热线打不通',
  owner: LIN,
  dueAt: Date.parse('2026-12-15T10:00:00Z'),
  done: false,
};

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk({ scopes: ['task:task:write', 'vc:reserve'] });
});
afterEach(() => desk.close());

describe('a task in Feishu', () => {
  it('is made once for one key, and ticked by its handle', async () => {
    const key = desk.key();
    const handle = await desk.outbound.putTodo(TODO, key);
    expect(handle).toBeTruthy();
    expect(await desk.outbound.putTodo(TODO, { ...key, uncertain: true })).toBe(handle);
    expect(
      await desk.outbound.putTodo({ ...TODO, done: true, handle: handle ?? '' }, desk.key()),
    ).toBe(handle);
  });

  it('is left alone when somebody deleted it', async () => {
    desk.feishu.fail({ kind: 'error', error: '1470404' }, { path: '/open-apis/task/v2/tasks' });
    const gone = { ...TODO, done: true, handle: 'task-gone' };
    expect(await desk.outbound.putTodo(gone, desk.key())).toBe('task-gone');
  });

  it('is not made where the app may not', async () => {
    const poor = await createDesk({ scopes: ['im:message'] });
    try {
      expect(await poor.outbound.putTodo(TODO, poor.key())).toBeUndefined();
      const plan = { topic: 'INC-20261201-01', host: LIN };
      expect(await poor.outbound.startMeeting(plan, poor.key())).toBeUndefined();
    } finally {
      await poor.close();
    }
  });
});

describe('a meeting in Feishu', () => {
  it('is reserved in the name of its host', async () => {
    const plan = { topic: 'INC-20261201-01 热线打不通', host: LIN };
    expect(await desk.outbound.startMeeting(plan, desk.key())).toMatch(/^https:\/\/vc\./u);
  });
});
