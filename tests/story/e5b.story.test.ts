import { afterEach, describe, expect, it } from 'vitest';
import { GROUNDS, type Story, tell, told } from './tell.ts';

// E5b: a complaint through its clocks (2026-12-04).

let story: Story;
afterEach(() => story.close());

const N = '20261201';
const KEY = `TKT-${N}`;

const textsFor = (person: string, about: string): readonly string[] =>
  story
    .dms(person)
    .map(({ text }) => text)
    .filter((text) => text.includes(about));

/** 09:10 to 09:35: registered, handed over, the customer has the first word. */
const registered = async ({ at, say }: Story): Promise<void> => {
  const added = await say(
    'sun',
    'duty',
    '工单 新增 "手环无法充电，要求退货" 级别=二级 主题=手环充电 联系=13812345678 客户=王小明',
  );
  expect(told(added)).toContain(`工单 ${N} 已登记`);
  await at('09:20');
  const transferred = await say('sun', 'duty', `ticket transfer ${N} 技术`);
  expect(told(transferred)).toContain('已转给技术');
  expect(told(transferred)).toContain('24 小时内会有专人联系您');
  expect(textsFor('qian', N)).toHaveLength(1);
  expect(textsFor('qian', '等待接收')).toHaveLength(1);

  await at('09:33:30');
  expect(textsFor('fang', '首次响应')).toEqual([]);
  await at('09:34');
  expect(textsFor('fang', `提醒：工单 ${N} 首次响应`)).toHaveLength(1);
  await at('09:35');
  expect(told(await say('sun', 'duty', `工单 进展 ${N} 已致电安抚`))).toContain('首次响应已记录');
};

/** 10:56 to 11:25: the department is late. */
const acceptedLate = async ({ at, press }: Story): Promise<void> => {
  await at('10:55:30');
  expect(textsFor('qian', '提醒')).toEqual([]);
  await at('10:56');
  expect(textsFor('qian', `提醒：工单 ${N} 部门接收`)).toHaveLength(1);
  await at('11:20');
  expect(textsFor('chen', N)).toEqual([]);
  await at('11:20:30');
  expect(textsFor('chen', `超时：工单 ${N} 部门接收`)).toHaveLength(1);
  expect(textsFor('sun', '超时')).toEqual([]);
  await at('11:25');
  await press('chen', 'dm', `ticket accept ${N}`);
  expect(textsFor('qian', '技术于 11:25 接收')).toHaveLength(1);
};

const solved = async ({ at, say }: Story): Promise<void> => {
  await at('14:00');
  await say('qian', 'duty', `ticket result ${N} "充电模块故障，免费更换"`);
  await at('14:40');
  await say('sun', 'duty', `ticket inform ${N}`);
  const closed = await say('sun', 'duty', `ticket close ${N} 满意度=4`);
  // S3-21: it was late, so the kind of the cause is asked.
  expect(told(closed)).toContain('请补一句原因类别');
  await say('chen', 'duty', `ticket close ${N} cause=人员`);
};

describe.each(GROUNDS)('E5b: a complaint through its clocks, on %s', (on) => {
  it('S3-01, S3-05, S3-08, S4-04, S4-07, S4-11: goes row by row as the script says', async () => {
    story = await tell({ start: '2026-12-04T01:10:00Z' }, on);
    await registered(story);
    await acceptedLate(story);
    await solved(story);

    const shown = told(await story.say('sun', 'duty', `工单 查看 ${N}`));
    expect(shown).toContain('部门接收：11:25 完成，超时 5 分');
    expect(shown).toContain('解决：14:40 完成');
    expect(shown).toContain('首次响应：09:35 完成');
    expect(shown).toContain('4 分（满意）');
    const events = await story.timeline(KEY);
    const late = events.flatMap(({ type, data }) => {
      const { lateMs } = data as { readonly lateMs?: number };
      return lateMs === undefined || lateMs === 0 ? [] : [[type, lateMs]];
    });
    expect(late).toEqual([
      ['ticket.breached', 30_000],
      ['ticket.accepted', 300_000],
    ]);
    expect(JSON.stringify(events)).not.toContain('13812345678');
    expect(JSON.stringify(events)).not.toContain('王小明');
    expect(shown).toContain('*******5678');
  });
});
