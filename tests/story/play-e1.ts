import type { Acts } from '../support/sights.ts';
import type { Story } from './tell.ts';

/** Who plays: acts, and lets time run. */
type Player = Pick<Acts, 'say' | 'react'> & Pick<Story, 'at'>;
type Monitored = Player & Pick<Story, 'monitor'>;

const FIRST = { connectRate: 68, waitSeconds: 150 } as const;

/** What the monitor says of the connect rate, by the minute. */
const RATES: Readonly<Record<string, number>> = {
  '10:01': 67,
  '10:02': 66,
  '10:03': 68,
  '10:04': 69,
  '10:05': 68,
  '10:06': 67,
  '10:07': 69,
  '10:08': 68,
  '10:09': 67,
  '10:10': 66,
  '10:11': 66,
  '11:02': 91,
  '11:03': 91,
  '11:04': 91,
  '11:05': 91,
  '11:06': 91,
  '11:07': 91,
  '11:08': 91,
};

const full = (clock: string): string => (clock.split(':').length === 2 ? `${clock}:00` : clock);

/** The same player with a monitor running: whenever time goes by, its samples of then come in. */
export const withMonitor = <P extends Pick<Story, 'at' | 'monitor'>>(player: P): P => {
  let now = '10:00:00';
  const at = async (time: string): Promise<void> => {
    const until = full(time);
    for (const [minute, connectRate] of Object.entries(RATES)) {
      if (full(minute) <= now || full(minute) > until) continue;
      await player.at(minute);
      await player.monitor({ connectRate });
    }
    now = until;
    await player.at(time);
  };
  return { ...player, at };
};

const CONFIRM =
  'verify ALT-20261201-01 confirm --regions 全国 --users 5000 --status "接通率68%,等待150秒" --cause "主交换节点无响应"';

/** 10:00 to 10:04: alerted, verified. */
const alerted = async ({ say, at, monitor }: Monitored): Promise<void> => {
  await monitor(FIRST);
  await at('10:04');
  await say('wang', 'duty', CONFIRM);
};

/** 10:04, opened by hand, with the figures of then typed. */
const openedByHand = async ({ say }: Player): Promise<void> => {
  await say(
    'wang',
    'duty',
    'open 系统故障 "主交换节点无响应" --regions 全国 --users 5000 --status "接通率68%,等待150秒" --cause "主交换节点无响应" --at 10:00',
  );
  await say('wang', 'room', 'metric connectRate=68 waitSeconds=150 --at 10:00');
};

/** 10:05 to 10:22: graded, staffed, worded, announced. */
const beginning = async ({ say, at, react }: Player): Promise<void> => {
  await at('10:05');
  await say('lin', 'room', 'grade 重大 "全国接通率68%"');
  await at('10:06');
  await say('lin', 'room', 'assign techSupport @钱多 --lead');
  await say('lin', 'room', 'assign brandPr @李娜');
  await say('lin', 'room', 'assign customerCare @孙悦');
  await say('lin', 'room', 'commander @林悦');
  await at('10:08:30');
  await say('qian', 'room', 'task done switch-backup "已切至备用服务器B"');
  await at('10:08:50');
  await say('sun', 'room', 'task done manual-recording');
  await at('10:12:30');
  await say('sun', 'room', 'wording set eta=11:15 workaround=微信公众号');
  await at('10:13');
  await say(
    'li',
    'room',
    'announce draft initial impact="热线全国范围接入困难" cause="交换节点故障" eta=11:15 workaround=微信公众号 nextUpdate=11:00',
  );
  await at('10:15');
  await react('chen', 'A1', 'white_check_mark');
  await at('10:16');
  await react('li', 'A1', 'white_check_mark');
  await at('10:18');
  await react('su', 'A1', '+1::skin-tone-4');
  await at('10:19:30');
  await say('li', 'room', 'announce sent A1 website');
  await at('10:20');
  await say('li', 'room', 'announce sent A1 app');
  await at('10:22');
  await say('li', 'room', 'announce sent A1 sms');
};

/** 10:25 to 10:50: duties of the level, the first update, the statement's draft. */
const middle = async ({ say, at }: Player): Promise<void> => {
  await at('10:25');
  await say('sun', 'room', 'task done divert-online');
  await at('10:30');
  await say('zheng', 'room', 'task done online-offline');
  await at('10:34');
  await say('qian', 'room', 'update "系统故障已修复50%" --percent 50 --measure "已启用备用线路"');
  await at('10:40');
  await say(
    'zheng',
    'room',
    'meeting start https://m.example/1 --priority "先恢复系统,再处理投诉"',
  );
  await at('10:48');
  await say(
    'su',
    'room',
    'announce draft statement impact="热线全国范围接入困难" cause=交换节点故障 actions=切换备用线路 eta=11:15 contact=官网',
  );
  await at('10:50');
  await say('zheng', 'room', 'task done company-resources "各部门20人支援"');
};

const statement = async ({ say, at, react }: Player): Promise<void> => {
  await at('10:51');
  await react('lin', 'A2', 'white_check_mark');
  await at('10:52');
  await react('chen', 'A2', 'white_check_mark');
  await at('10:54');
  await react('zheng', 'A2', 'white_check_mark');
  await at('10:56');
  await say('su', 'room', 'announce sent A2 website');
};

/** 11:03 to 11:08: the rate is back. */
const recovery = async ({ say, at }: Player): Promise<void> => {
  await at('11:03');
  await say('qian', 'room', 'update "接通率回升至91%"');
  await at('11:08');
};

/** 11:15 to 12:09: the recovery notice, and the end. */
const close = async ({ say, at, react }: Player): Promise<void> => {
  await at('11:15');
  await say(
    'li',
    'room',
    'announce draft resolved impact=热线 cause=交换节点故障 recoveredAt=11:09',
  );
  await at('11:17');
  await react('lin', 'A3', 'white_check_mark');
  await at('11:18');
  await react('chen', 'A3', 'white_check_mark');
  await at('11:20');
  await say('li', 'room', 'announce sent A3 website');
  await at('12:09');
  await say('lin', 'room', 'close "观察1小时稳定"');
};

const fromGrading = async (player: Player): Promise<void> => {
  await beginning(player);
  await middle(player);
  await statement(player);
  await recovery(player);
  await player.at('11:09');
  await player.say('lin', 'room', 'resolve "主节点已更换"');
  await close(player);
};

/** E1 of domain 6, in parts; E8 continues after the whole. */
export const playE1 = {
  first: FIRST,
  confirm: CONFIRM,
  middle,
  recovery,
  close,
  /** From the alert at 10:00, with the monitor's samples. */
  alerted: async (story: Monitored): Promise<void> => {
    const player = withMonitor(story);
    await alerted(player);
    await fromGrading(player);
  },
  /** From 10:04, opened by hand. */
  whole: async (player: Player): Promise<void> => {
    await openedByHand(player);
    await fromGrading(player);
  },
} as const;
