import { checkFeishu } from '#adapters/feishu/doctor.ts';
import { createFirstContact } from '#adapters/feishu/inbound/greeting.ts';
import { createPlaces } from '#adapters/feishu/inbound/places.ts';
import { registerSlashCommands } from '#adapters/feishu/inbound/slash-commands.ts';
import { createOutbound, type Outbound } from '#adapters/feishu/outbound.ts';
import { createFeishuApi } from '#adapters/feishu/web/api.ts';
import type { Card } from '#cards/card.ts';
import type { DeliveryKey, RoomPlan, RoomRef } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import { createFakeFeishu } from './create-fake-feishu.ts';
import type { FakeFeishu } from './fake-feishu.ts';

const HOUR = 60 * 60_000;
const LIN = { platform: 'feishu', id: 'ou_lin' };
const DUTY: RoomRef = { platform: 'feishu', id: 'oc_duty' };
const PLAN: RoomPlan = {
  asciiName: 'inc-20261201-01-system-failure',
  displayName: '【待定级】INC-20261201-01 系统故障',
  topic: '接通率 68%',
  incident: 'INC-20261201-01',
  private: true,
  people: [LIN],
};
const CARD: Card = { title: '状态', tone: 'info', fallback: '状态', elements: [] };

const silent = (): void => {};
const log: Log = { info: silent, warn: silent, error: silent, child: () => log };

let count = 0;
/** A new delivery; `hoursAgo`: one whose fate has been open so long that only looking helps. */
const key = (hoursAgo = 0): DeliveryKey => {
  count += 1;
  return {
    key: `call-${count}`,
    uncertain: hoursAgo > 0,
    since: Date.now() - hoursAgo * HOUR,
  };
};

const inRooms = async (out: Outbound): Promise<void> => {
  const { room } = await out.openRoom(PLAN, key());
  await out.openRoom({ ...PLAN, incident: 'INC-20261201-02', displayName: '另一个' }, key(11));
  await out.invite(room, [LIN], key());
  const card = { ...CARD, elements: [{ kind: 'text', lines: [['接通率 68%']] }] } as const;
  const message = await out.post({ kind: 'room', room }, card, key());
  await out.post({ kind: 'room', room, thread: message }, card, key());
  await out.post({ kind: 'room', room }, card, key(2));
  await out.update(message, card, key());
  await out.replyPrivately(LIN, room.id, card, key());
  for (const kind of ['app', 'sms', 'phone'] as const) await out.urge(message, [LIN], kind, key());
  const todo = {
    title: '固件升级',
    note: PLAN.incident,
    owner: LIN,
    dueAt: Date.now(),
    done: false,
  };
  const handle = await out.putTodo(todo, key());
  if (handle !== undefined) await out.putTodo({ ...todo, done: true, handle }, key());
  await out.startMeeting({ topic: 'INC-20261201-01', host: LIN }, key());
  await out.decorate(room, { kind: 'pin', message }, key());
  await out.decorate(room, { kind: 'topic', text: '接通率 83%' }, key());
  await out.decorate(room, { kind: 'bookmark', label: '会议', url: 'https://a.example' }, key());
  for (const markdown of ['# 一\n\n二', '# 三'])
    await out.decorate(room, { kind: 'document', title: '5W1H', markdown }, key());
  for (const version of [1, 2])
    await out.attach(
      room,
      {
        name: `INC-20261201-01-timeline-v${version}.md`,
        title: `时间线 INC-20261201-01 第 ${version} 版`,
        content: version === 1 ? '# 一\n\n二' : '# 三',
      },
      key(),
    );
  const review = { name: 'INC-20261201-01-postmortem-v1.md', title: '复盘', content: '# 一' };
  await out.attach(room, review, key(1));
};

const optionsFor = (feishu: FakeFeishu) => ({
  appId: feishu.appId,
  appSecret: { reveal: () => feishu.appSecret },
  domain: feishu.domain,
  transport: { kind: 'websocket' } as const,
  clock: { now: () => Date.now() },
  log,
  accountOf: async () => undefined,
  timezone: () => 'Asia/Shanghai',
});

/** Makes every call that the adapter knows, with these permissions; gives the Feishu that was called. */
export const makeEveryCall = async (scopes: readonly string[]): Promise<FakeFeishu> => {
  const feishu = await createFakeFeishu({
    people: [{ openId: LIN.id, name: '林悦', email: 'lin@example.com' }],
    chats: [{ id: DUTY.id, name: '值守', members: [LIN.id] }],
    transport: 'webhook',
    events: [],
    limits: 'off',
    scopes,
  });
  const options = optionsFor(feishu);
  const { clock } = options;
  // What a process keeps back for a moment by its own count is not kept back here.
  let ahead = 0;
  const hasty = { now: () => clock.now() + (ahead += 2_000) };
  const api = createFeishuApi({ ...options, clock: hasty });
  const out = createOutbound(options, api);
  await inRooms(out);
  await out.post({ kind: 'direct', account: LIN }, CARD, key());
  await out.lookup({ id: LIN.id });
  await out.lookup({ email: 'lin@example.com' });
  await out.botOpenId();
  const [message] = feishu.messages(feishu.directChat(LIN.id));
  const places = createPlaces(api, async () => undefined);
  await places.authorOf(message?.id ?? '');
  await places.kindOf(DUTY.id);
  await createFirstContact(api, feishu.appId)(feishu.directChat(LIN.id), false);
  const description = { 'zh-CN': '开启事件', en: 'Open an incident' };
  await registerSlashCommands(api, [{ name: 'incident', description }]);
  await checkFeishu({
    ...options,
    publicUrl: 'https://fire.example.com',
    chats: [{ name: 'duty', id: DUTY.id }],
    people: [{ name: '林悦', account: LIN.id }],
    now: clock.now,
  });
  return feishu;
};
