import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDesk, type Desk, LEFT, LIN, NOBODY, QIAN } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

describe('people', () => {
  it('are found by account and address, with name and address', async () => {
    const lin = { ...LIN, name: '林悦', email: 'lin@example.com' };
    expect(await desk.outbound.lookup({ id: LIN.id })).toEqual(lin);
    expect(await desk.outbound.lookup({ email: ' Lin@Example.com' })).toEqual(lin);
  });

  it('who left, who do not exist and who are bots are nobody', async () => {
    for (const id of [LEFT.id, NOBODY.id, desk.slack.bot.userId])
      expect([id, await desk.outbound.lookup({ id })]).toEqual([id, undefined]);
    expect(await desk.outbound.lookup({ email: 'nobody@example.com' })).toBeUndefined();
  });

  it('are found by name once they were met, without asking for a list of all', async () => {
    expect(await desk.outbound.lookup({ name: '林悦' })).toBeUndefined();
    await desk.outbound.lookup({ id: LIN.id });
    expect(await desk.outbound.lookup({ name: ' 林悦 ' })).toMatchObject(LIN);
    expect(desk.asked()).toEqual(['users.info']);
  });

  it('have the language they set in Slack, learned in the background and once', async () => {
    expect(desk.outbound.localeOf(LIN.id)).toBeUndefined();
    expect(desk.outbound.localeOf(QIAN.id)).toBeUndefined();
    await vi.waitFor(() => expect(desk.outbound.localeOf(QIAN.id)).toBe('en'));
    await vi.waitFor(() => expect(desk.outbound.localeOf(LIN.id)).toBe('zh-CN'));
    expect(desk.asked()).toEqual(['users.info', 'users.info']);
  });

  it('keep their language when they are looked up by address later', async () => {
    await desk.outbound.lookup({ id: LIN.id });
    await desk.outbound.lookup({ email: 'lin@example.com' });
    expect(desk.outbound.localeOf(LIN.id)).toBe('zh-CN');
  });

  it('that can’t be learned about harm nobody, and are told of at most once a minute', async () => {
    desk.slack.outage({ kind: 'status', status: 500 });
    desk.outbound.localeOf(LIN.id);
    desk.outbound.localeOf(QIAN.id);
    await vi.waitFor(() => expect(desk.logged).toHaveLength(1));
    await vi.waitFor(() => expect(desk.slack.calls).toHaveLength(2));
    desk.slack.outage(undefined);
    desk.clock.set(desk.clock.now() + 60_000);
    await vi.waitFor(() => expect(desk.outbound.localeOf(LIN.id)).toBe('zh-CN'));
    expect(desk.logged).toHaveLength(1);
  });
});

describe('user groups', () => {
  const LINE = 'assign techSupport <!subteam^S_ONCALL|@oncall>';

  it('in a line become their members', async () => {
    const { groups } = desk.outbound;
    expect(groups.expand(LINE)).toBe(LINE);
    await vi.waitFor(() =>
      expect(groups.expand(LINE)).toBe(`assign techSupport <@${LIN.id}> <@${QIAN.id}>`),
    );
    expect(desk.asked()).toEqual(['usergroups.list']);
  });

  it('that are empty or not known stay as they are', async () => {
    const { groups } = desk.outbound;
    groups.warm();
    await vi.waitFor(() => expect(groups.expand(LINE)).not.toBe(LINE));
    for (const line of ['assign x <!subteam^S_EMPTY>', 'assign x <!subteam^S_OTHER|@other>'])
      expect(groups.expand(line)).toBe(line);
  });

  it('are read again after ten minutes, and stay known while that fails', async () => {
    const { groups } = desk.outbound;
    groups.warm();
    await vi.waitFor(() => expect(groups.expand(LINE)).not.toBe(LINE));
    desk.slack.outage({ kind: 'status', status: 500 });
    desk.clock.set(desk.clock.now() + 600_000);
    groups.expand(LINE);
    await vi.waitFor(() => expect(desk.logged).toHaveLength(1));
    expect(groups.expand(LINE)).toContain(LIN.id);
    expect(desk.asked()).toEqual(['usergroups.list', 'usergroups.list']);
  });
});
