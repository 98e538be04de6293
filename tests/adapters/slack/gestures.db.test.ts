import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Policy } from '#domain/policy.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { policyWith, shippedPolicy } from '../../support/policy.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from '../../support/slack/cast.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { createFakeSlack, type FakeSlackOptions } from '../../support/slack/create-fake-slack.ts';
import type { FakeSlack, SlackMessage } from '../../support/slack/fake-slack.ts';
import {
  createSlackTestApp,
  type SlackTestApp,
  type SlackTransport,
} from '../../support/slack/slack-app.ts';
import { accountOf } from '../../support/slack/slack-sights.ts';

const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';
const TRANSPORTS: readonly SlackTransport[] = ['http', 'socket'];

let app: SlackTestApp;
let slack: FakeSlack;
let room: string;

const start = async (
  transport: SlackTransport,
  more: Partial<Pick<FakeSlackOptions, 'people' | 'userGroups' | 'channels'>> = {},
  policy?: Policy,
): Promise<void> => {
  const clock = createHandClock(Date.parse('2026-12-01T02:00:00Z'));
  const cast = { people: SLACK_PEOPLE, channels: SLACK_CHANNELS, ...more };
  slack = await createFakeSlack({ ...cast, clock, transport });
  const rules = policy === undefined ? {} : { policy };
  app = await createSlackTestApp({ transport, outside: { slack, clock }, ...rules });
  await app.say('wang', 'duty', OPEN);
  room = app.room().id;
};
afterEach(async () => {
  try {
    await closeClean(app);
  } finally {
    await slack.close();
  }
});

const of = async (type: string): Promise<readonly unknown[]> =>
  (await app.timeline(KEY)).filter((event) => event.type === type).map(({ data }) => data);
const bot = () => `<@${slack.bot.userId}>`;
/** Private answers come by a call of their own, after the acknowledgement. */
const told = (person: string, channel: string): Promise<SlackMessage> =>
  vi.waitFor(() => {
    const found = slack.messages(channel, accountOf(person)).findLast((message) => {
      const isDirect = channel.startsWith('D') && message.user === slack.bot.userId;
      return message.answer || message.onlyFor === accountOf(person) || isDirect;
    });
    if (found === undefined) throw new Error(`${person} was told nothing in ${channel}`);
    return found;
  });
const opened = async (person: string) => {
  await vi.waitFor(() => expect(slack.modalOf(accountOf(person))).toBeDefined());
  return slack.modalOf(accountOf(person));
};

describe.each(TRANSPORTS)('what people do in Slack, over %s', (transport) => {
  beforeEach(() => start(transport));

  it('a button with a form opens it, and what is sent is posted', async () => {
    await app.say('lin', room, 'grade 重大 "全国不可用"');
    await app.press('lin', room, '报进展');
    expect((await opened('lin'))?.view).toMatchObject({ title: { text: '通报进展' } });
    const acked = await slack.submit('U_LIN', { text: '备用线路已切换', percent: '50' });
    expect(acked.status).toBe(200);
    await app.settle();
    expect(await of('update.posted')).toMatchObject([{ text: '备用线路已切换', percent: 50 }]);
    expect(app.messages(room).some(({ text }) => text.includes('备用线路已切换'))).toBe(true);
  });

  it('a button without a form does what it says, and answers the one who pressed alone', async () => {
    const before = app.messages(room).length;
    await app.press('lin', room, '清单');
    expect((await told('lin', room)).shown).toContain('启动备用服务器');
    expect(app.messages(room)).toHaveLength(before);
  });

  it('a message that is picked is recorded with its time, and followed when it changes', async () => {
    const { ts } = await slack.say('U_QIAN', room, '主备切换失败');
    await slack.shortcut('U_LIN', 'record_message', room, ts);
    expect(JSON.stringify((await opened('lin'))?.view)).toContain('"initial_value":"主备切换失败"');
    await slack.submit('U_LIN', {});
    expect(await of('note.added')).toMatchObject([{ text: '主备切换失败' }]);
    await slack.edit('U_QIAN', room, ts, '主备切换失败，已人工切换');
    expect(await of('note.corrected')).toMatchObject([
      { was: '主备切换失败', text: '主备切换失败，已人工切换' },
    ]);
    await slack.erase('U_QIAN', room, ts);
    expect(await of('note.deleted')).toHaveLength(1);
    const { text } = await app.say('lin', room, 'timeline');
    expect(text).toContain('主备切换失败');
  });

  it('S3-07: a message that is picked as a ticket becomes one, with the way back to it', async () => {
    const { ts } = await slack.say('U_QIAN', 'C_FEED', '客户说手环表带断了，电话13812345678');
    await slack.shortcut('U_LIN', 'ticket_message', 'C_FEED', ts);
    expect(JSON.stringify((await opened('lin'))?.view)).toContain('手环表带断了');
    await slack.submit('U_LIN', { topic: '手环表带' });
    const [ticket] = await app.storage.subjects({ kind: 'ticket', limit: 5 });
    expect(ticket).toMatchObject({ title: '手环表带', state: 'processing' });
    const { text } = await app.say('lin', 'duty', `ticket show ${ticket?.key ?? ''}`);
    expect(text).toContain('*******5678');
    expect(text).toContain(`channel=C_FEED&message_ts=${ts}`);
  });

  it('a message picked where no incident is meant changes nothing, and the way is told', async () => {
    await app.say('wang', 'duty', 'open 系统故障 "另一条线路不通"');
    const { ts } = await slack.say('U_QIAN', 'C_FEED', '听说热线不通');
    await slack.shortcut('U_LIN', 'record_message', 'C_FEED', ts);
    expect((await told('lin', 'C_FEED')).shown).toContain('作战室');
    expect(slack.modalOf('U_LIN')).toBeUndefined();
    expect(await of('note.added')).toEqual([]);
  });

  it('a mention in a thread is a command, answered there', async () => {
    const { ts } = await slack.say('U_QIAN', room, '谁在看？');
    await slack.say('U_LIN', room, `${bot()} note "林悦在看"`, { thread: ts });
    expect(await of('note.added')).toMatchObject([{ text: '林悦在看' }]);
    expect(await told('lin', room)).toMatchObject({ thread: ts });
  });

  it('a mention without what it needs offers the form by a button', async () => {
    await slack.say('U_LIN', room, `${bot()} note`);
    const offer = await told('lin', room);
    await slack.press('U_LIN', { channel: room, ts: offer.ts }, '打开表单');
    await opened('lin');
    await slack.submit('U_LIN', { text: '由表单记下' });
    expect(await of('note.added')).toMatchObject([{ text: '由表单记下' }]);
  });

  it('a direct message is a command, answered there', async () => {
    const direct = slack.directChannel('U_LIN');
    await slack.say('U_LIN', direct, 'note "私聊记下"');
    expect((await told('lin', direct)).shown).toContain('已记录');
    await slack.say('U_LIN', direct, '状态');
    await expect.poll(async () => (await told('lin', direct)).shown).toContain('热线打不通');
    expect(await of('note.added')).toMatchObject([{ text: '私聊记下' }]);
  });

  it('a command that was said is corrected and deleted with its message', async () => {
    const { ts } = await slack.say('U_LIN', room, `${bot()} note "切换了一次"`);
    await slack.edit('U_LIN', room, ts, `${bot()} note "切换了两次"`);
    expect(await of('note.corrected')).toMatchObject([{ was: '切换了一次', text: '切换了两次' }]);
    await slack.erase('U_LIN', room, ts);
    expect(await of('note.deleted')).toHaveLength(1);
  });

  it('a reaction counts in any skin tone, and what is taken back counts no more', async () => {
    await app.say('lin', room, 'grade 重大 "全国不可用"');
    await app.say(
      'li',
      room,
      'announce draft initial impact=热线 cause=故障 eta=11:15 workaround=官网 nextUpdate=11:00',
    );
    const votes = async () => Object.keys((await app.state()).approvals['A1.v1']?.votes ?? {});
    await app.react('chen', 'A1.v1', 'thumbsup::skin-tone-5');
    expect(await votes()).toEqual(['chen']);
    await app.react('chen', 'A1.v1', 'thumbsup::skin-tone-5', false);
    expect(await votes()).toEqual([]);
    await app.react('chen', 'A1.v1', 'tada');
    expect(await votes()).toEqual([]);
    await app.react('su', 'A1.v1', '+1::skin-tone-2');
    expect(await votes()).toEqual(['su']);
    expect(await of('vote.cast')).toHaveLength(2);
    expect(await of('vote.retracted')).toHaveLength(1);
  });

  it('the home tab says what can be done', async () => {
    await slack.openHome('U_LIN');
    await expect.poll(() => slack.homeOf('U_LIN')).toContain('应急助手');
  });
});

describe.each(TRANSPORTS)('people in Slack, over %s', (transport) => {
  const groups = [{ id: 'S_TECH', handle: 'tech', users: ['U_QIAN', 'U_ZHAO'] }];

  it('a user group stands for everyone in it', async () => {
    await start(transport, { userGroups: groups });
    await app.say('lin', room, 'assign techSupport <!subteam^S_TECH|@tech>');
    expect(await of('role.assigned')).toMatchObject([
      { role: 'techSupport', people: [{ id: 'qian' }, { id: 'zhao' }] },
    ]);
  });

  it('a group nobody knows changes nothing, and the person is told', async () => {
    await start(transport, { userGroups: groups });
    const { text } = await app.say('lin', room, 'assign techSupport <!subteam^S_NONE|@none>');
    expect(text).toContain('none');
    expect(await of('role.assigned')).toEqual([]);
  });

  it('two people of one name are asked about, with what tells them apart', async () => {
    const twin = { id: 'qian2', name: '钱多', groups: ['techSupport'], title: '夜班技术' };
    const people = [
      ...shippedPolicy.organisation.people,
      { ...twin, accounts: { slack: 'U_QIAN2' }, email: 'qian2@example.com' },
    ];
    const accounts = [...SLACK_PEOPLE, { id: 'U_QIAN2', name: '钱多', email: 'qian2@example.com' }];
    await start(transport, { people: accounts }, policyWith({ people }));
    const { text } = await app.say('lin', room, 'assign techSupport @钱多 --lead');
    expect(text).toContain('夜班技术');
    const [ask] = slack
      .messages(room, 'U_LIN')
      .filter(({ buttons }) => buttons.some(({ value }) => value.includes('qian2')));
    expect(ask?.onlyFor).toBe('U_LIN');
    expect(await of('role.assigned')).toEqual([]);
    const choice = ask?.buttons.find(({ value }) => value.includes('qian2'));
    await slack.press('U_LIN', { channel: room, ts: ask?.ts ?? '' }, choice?.label ?? '');
    expect(await of('role.assigned')).toMatchObject([{ people: [{ id: 'qian2' }] }]);
  });

  it('guests and those who left keep nobody out, are named in the room, and are on the timeline', async () => {
    const people = SLACK_PEOPLE.map((person) => {
      if (person.id === 'U_ZHAO') return { ...person, guest: true };
      return person.id === 'U_FANG' ? { ...person, deactivated: true } : person;
    });
    await start(transport, { people });
    const { members } = app.room();
    expect(members).toEqual(expect.arrayContaining(['wang', 'lin', 'qian', 'chen']));
    const gone = [
      { id: 'fang', name: '方晴' },
      { id: 'zhao', name: '赵磊' },
    ];
    for (const { id } of gone) expect(members).not.toContain(id);
    expect(await of('room.unreachable')).toMatchObject([{ people: expect.arrayContaining(gone) }]);
    const said = app.messages(room).find(({ text }) => text.includes('无法触达'));
    for (const { name } of gone) expect(said?.text).toContain(name);
  });
});
