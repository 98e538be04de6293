import { cardIdOf } from '#app/delivery.ts';
import type { Instant } from '#domain/time.ts';
import type { FileApp } from './crash-app.ts';

/** One thing that happens: a person acts, or time alone moves on. */
export interface CrashStep {
  readonly at: string;
  readonly as?: string;
  /** `duty`, or the war room. */
  readonly where?: 'duty' | 'room';
  readonly line?: string;
  /** The approval whose card gets a tick. */
  readonly votes?: string;
}

const say = (at: string, as: string, line: string, where: 'duty' | 'room' = 'room'): CrashStep => ({
  at,
  as,
  where,
  line,
});
const vote = (at: string, as: string, votes: string): CrashStep => ({ at, as, votes });

/** A whole incident in few steps: every kind of commit and of delivery comes at least once. */
export const CRASH_SCRIPT: readonly CrashStep[] = [
  say(
    '10:04:00',
    'wang',
    'open 系统故障 "主交换节点无响应" --regions 全国 --users 5000 --status "接通率68%,等待150秒" --cause "主交换节点无响应" --at 10:00',
    'duty',
  ),
  say('10:05:00', 'lin', 'grade 重大 "全国接通率68%"'),
  say('10:06:00', 'lin', 'assign techSupport @钱多 --lead'),
  say('10:08:30', 'qian', 'task done switch-backup "已切至备用服务器B"'),
  say('10:12:30', 'sun', 'wording set eta=11:15 workaround=微信公众号'),
  say(
    '10:13:00',
    'li',
    'announce draft initial impact="热线全国范围接入困难" cause="交换节点故障" eta=11:15 workaround=微信公众号 nextUpdate=11:00',
  ),
  vote('10:15:00', 'chen', 'A1.v1'),
  vote('10:18:00', 'su', 'A1.v1'),
  say('10:19:30', 'li', 'announce sent A1 website'),
  // Duties of the level are not done in time: reminded, breached, escalated. No step stands where something falls due:
  // a process that comes up there would tell the two in the other order.
  { at: '10:25:00' },
  say('10:31:00', 'qian', 'update "系统故障已修复50%" --percent 50 --measure "已启用备用线路"'),
  { at: '10:45:00' },
  say('11:09:00', 'lin', 'resolve "主节点已更换"'),
  say('11:15:00', 'li', 'announce draft resolved impact=热线 cause=交换节点故障 recoveredAt=11:09'),
  vote('11:17:00', 'lin', 'A2.v1'),
  vote('11:18:00', 'chen', 'A2.v1'),
  say('11:20:00', 'li', 'announce sent A2 website'),
  say('12:09:30', 'lin', 'close --force "观察1小时稳定"'),
  say('12:20:00', 'qian', 'postmortem edit rootCause 主交换节点固件缺陷'),
  say('12:25:00', 'lin', 'action add "固件升级" @钱多 --due 2026-12-15'),
];

/** Shanghai time on the day of the script. */
export const instantOf = (time: string): Instant => Date.parse(`2026-12-01T${time}+08:00`);

/** Same step, same id: what a messenger sends again after it got no answer. */
export const receiptOf = (n: number): string => `step-${n}`;

const roomFor = ({ sandbox }: FileApp, where: CrashStep['where']): string => {
  const rooms = sandbox.world.rooms();
  const room = rooms.findLast(({ channel, incident }) =>
    where === 'duty' ? channel === 'duty' : incident !== null,
  );
  if (room === undefined) throw new Error(`no ${where ?? 'room'} to speak in`);
  return room.id;
};

/** Acts the step out through the sandbox; resolves when the person has the answer. */
export const act = async (running: FileApp, step: CrashStep, n: number): Promise<void> => {
  const { as, line, votes, where } = step;
  if (as === undefined) return;
  const { actions, world } = running.sandbox;
  const who = { as, receiptId: receiptOf(n) };
  if (line !== undefined) {
    await actions.say(who, { room: roomFor(running, where), text: `/${line}` });
    return;
  }
  const incident = world.rooms().findLast((room) => room.incident !== null)?.incident ?? '';
  const card = cardIdOf({ card: 'approval', approval: votes ?? '' }, incident, { kind: 'room' });
  const [posted] = await running.storage.messagesOf(card);
  if (posted === undefined) throw new Error(`no card asks for ${votes ?? ''}`);
  await actions.react(who, { message: posted.id, emoji: 'white_check_mark', added: true });
};
