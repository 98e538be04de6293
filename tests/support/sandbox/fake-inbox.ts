import type { Card } from '#cards/card.ts';
import type {
  Answer,
  Completion,
  DeliveryKey,
  Inbound,
  Inbox,
  Messenger,
  MessageRef,
  RoomRef,
} from '#ports/messenger.ts';
import {
  approvalCard,
  chartCard,
  helpCard,
  INCIDENT,
  openForm,
  simple,
  statusCard,
} from './sample-cards.ts';

const COMMANDS: readonly Completion[] = [
  { line: 'open ', label: 'open 开启', hint: '开启事件：场景 "标题"' },
  { line: 'grade ', label: 'grade 定级', hint: '级别 "理由"' },
  { line: 'update ', label: 'update 进展', hint: '"进展" --percent 50' },
  { line: 'task done ', label: 'task done 完成', hint: '完成清单项' },
  { line: 'announce draft ', label: 'announce draft 起草公告', hint: '模板 变量=…' },
  { line: 'help', label: 'help 帮助', hint: '所有命令' },
];

/** A stand-in for the product behind the sandbox: enough to look at every part of the page. */
export const createFakeInbox = (messenger: Messenger): Inbox & { readonly received: Inbound[] } => {
  const received: Inbound[] = [];
  const receipts = new Map<string, Answer>();
  let count = 0;
  let room: RoomRef | undefined;
  let status: MessageRef | undefined;
  let approval: MessageRef | undefined;
  const voters = new Set<string>();

  const key = (): DeliveryKey => {
    count += 1;
    return { key: `fake-${Date.now()}-${count}`, uncertain: false, since: 0 };
  };
  const post = (card: Card): Promise<MessageRef> | undefined =>
    room === undefined ? undefined : messenger.post({ kind: 'room', room }, card, key());

  const open = async (inbound: Inbound): Promise<void> => {
    const people = ['lin', 'chen', 'su', 'qian', 'zhao', 'sun', 'li', 'fang', 'wang', 'zheng'].map(
      (id) => ({ platform: 'sandbox', id }),
    );
    const made = await messenger.openRoom(
      {
        asciiName: 'inc-20261201-01-system-failure',
        displayName: `【待定级】${INCIDENT} 系统故障`,
        topic: '全国 · 接通率 68% · 指挥长待指派',
        incident: INCIDENT,
        private: true,
        people: [...people, inbound.who],
      },
      key(),
    );
    room = made.room;
    status = await post(statusCard(0, false));
    if (status !== undefined)
      await messenger.decorate(room, { kind: 'pin', message: status }, key());
    await messenger.decorate(
      room,
      { kind: 'bookmark', label: '事件页面', url: '/incidents/INC-20261201-01' },
      key(),
    );
    const duty: RoomRef = { platform: 'sandbox', id: 'duty' };
    await messenger.post(
      { kind: 'room', room: duty },
      simple(`${inbound.who.name}开启了 ${INCIDENT}`, 'warning', '热线接通率骤降，作战室已就位。'),
      key(),
    );
    await messenger.post(
      { kind: 'direct', account: { platform: 'sandbox', id: 'qian' } },
      simple('你的职责：技术支持组', 'info', '排查原因并采取切备用、加带宽等临时措施。'),
      key(),
    );
  };

  const command = async (inbound: Inbound, line: string): Promise<Answer> => {
    const [verb = '', ...rest] = line.trim().split(/\s+/);
    const text = rest.join(' ');
    switch (verb) {
      case 'open':
        if (text === '') return { form: openForm };
        await open(inbound);
        return {
          card: simple('作战室已就位', 'good', `【待定级】${INCIDENT} 系统故障，已邀请 10 人。`),
        };
      case 'grade':
        if (room !== undefined)
          await messenger.decorate(
            room,
            { kind: 'rename', asciiName: 'x', displayName: `【重大】${INCIDENT} 系统故障` },
            key(),
          );
        if (status !== undefined) await messenger.update(status, statusCard(10, true), key());
        await post(simple(`已定级：重大`, 'danger', '四项职责开始计时，分管副总郑远已受邀。'));
        return {};
      case 'update':
        if (status !== undefined) await messenger.update(status, statusCard(50, true), key());
        await post(simple('进展 #1', 'info', text));
        return {};
      case 'metric':
        await post(chartCard);
        return {};
      case 'announce':
        approval = await post(approvalCard(0));
        return {};
      case 'status':
        return { card: statusCard(50, true) };
      case 'help':
        return { card: helpCard };
      default:
        return {
          card: simple(
            '没看懂这条命令',
            'warning',
            `没有“${verb}”这个命令。你是不是想输入 /update？`,
          ),
        };
    }
  };

  const handle = async (inbound: Inbound): Promise<Answer> => {
    switch (inbound.kind) {
      case 'command':
        return command(inbound, inbound.line);
      case 'press':
        return inbound.form
          ? { form: { ...openForm, title: inbound.line, command: inbound.line } }
          : command(inbound, inbound.line);
      case 'submit': {
        if ((inbound.values['title'] ?? '') === '')
          return { fieldErrors: { title: '写一句话就够，例如：热线接通率骤降' } };
        await open(inbound);
        return { card: simple('作战室已就位', 'good') };
      }
      case 'reaction':
        if (approval === undefined || inbound.message.id !== approval.id) return {};
        if (inbound.added) voters.add(inbound.who.id);
        else voters.delete(inbound.who.id);
        await messenger.update(approval, approvalCard(voters.size), key());
        return {};
      case 'reply':
      case 'edited':
      case 'deleted':
      case 'joined':
      case 'record':
      case 'lost':
      case 'hello':
        return {};
    }
  };
  return {
    received,
    receive: async (inbound) => {
      received.push(inbound);
      const before = receipts.get(inbound.receiptId);
      if (before !== undefined) return before;
      const answer = await handle(inbound);
      receipts.set(inbound.receiptId, answer);
      return answer;
    },
    complete: async (line) =>
      COMMANDS.filter((one) => one.line.startsWith(line.trim()) || one.label.includes(line.trim())),
  };
};
