import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#cards/plain-text.ts';
import type { Locale } from '#domain/locale.ts';
import { StorageError } from '#ports/storage.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const OUTAGE = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const SAFETY = 'open 产品质量 "充电器冒烟"';

let app: TestApp;
let broken: (() => never) | undefined;
beforeEach(async () => {
  broken = undefined;
  app = await createTestApp({
    between: (storage) => ({
      ...storage,
      commit: async (commit) => {
        broken?.();
        return storage.commit(commit);
      },
    }),
  });
});
afterEach(() => app.close());

const typesOf = async (key?: string) => (await app.timeline(key)).map(({ type }) => type);

describe('a typed line', () => {
  it('acts on the incident of the room, on the one it names, or on the only one that is open', async () => {
    await app.say('wang', 'duty', OUTAGE);
    await app.say('qian', 'room', 'note "在房间里"');
    await app.say('qian', 'duty', 'note INC-20261201-01 "点了名"');
    await app.say('qian', 'duty', 'note "只有这一个"');
    expect((await typesOf()).filter((type) => type === 'note.added')).toHaveLength(3);
  });

  it('outside a room asks which incident is meant, with the lines to copy', async () => {
    await app.say('wang', 'duty', OUTAGE);
    await app.say('wang', 'duty', OUTAGE);
    const told = await app.say('qian', 'duty', 'note "哪一个"');
    expect(told.text).toContain('INC-20261201-01');
    expect(told.text).toContain('INC-20261201-02');
    expect(await typesOf('INC-20261201-01')).not.toContain('note.added');
  });

  it('that is wrong is answered in private with the line that would be right', async () => {
    const told = await app.say('wang', 'duty', 'stauts');
    expect(told.text).toContain('status');
    expect(app.messages('duty')).toEqual([]);
  });

  it('opens a form when it is bare, with open incidents to join first', async () => {
    await app.say('wang', 'duty', OUTAGE);
    const { form } = await app.say('sun', 'duty', 'open');
    expect(form?.actions?.[0]).toMatchObject({ line: 'join INC-20261201-01' });
    if (form === undefined) return;
    const wrong = await app.submit('sun', 'duty', form, { scenario: 'system-failure' });
    expect(wrong.fieldErrors).toHaveProperty('title');
    const right = await app.submit('sun', 'duty', form, {
      scenario: 'system-failure',
      title: '登录不了',
    });
    expect(right.text).toContain('INC-20261201-02');
  });

  it('offers to join the incident of the same scenario that is open already (domain 7)', async () => {
    await app.say('wang', 'duty', OUTAGE);
    const told = await app.say('zhou', 'dm', 'open 系统故障 "打不通"');
    expect(told.text).toContain('INC-20261201-02');
    expect(told.text).toContain('join INC-20261201-01');
    await app.press('zhou', 'dm', 'join INC-20261201-01');
    expect(app.room('INC-20261201-01').members).toContain('zhou');
  });
});

describe('status', () => {
  it('shows the incident, and without one all that are open', async () => {
    await app.say('wang', 'duty', OUTAGE);
    expect((await app.say('zhou', 'dm', 'status')).text).toContain('热线打不通');
    await app.say('wang', 'duty', OUTAGE);
    const both = await app.say('zhou', 'dm', 'status');
    expect(both.text).toContain('INC-20261201-01');
    expect(both.text).toContain('INC-20261201-02');
  });
});

describe('a confidential incident', () => {
  it('is read by those who take part only, whatever they ask for (S2-01)', async () => {
    await app.say('wang', 'duty', SAFETY);
    const key = app.room().name.match(/INC-\d{8}-\d{2}/u)?.[0] ?? '';
    expect((await app.state(key)).confidential).toBe(true);
    const asked = ['status', 'timeline', 'timeline export md', 'task list', 'postmortem show'];
    const leaks: string[] = [];
    for (const line of asked)
      if ((await app.say('wu', 'dm', `${line} ${key}`)).text.includes('冒烟')) leaks.push(line);
    expect(leaks).toEqual([]);
    expect((await app.say('wu', 'dm', 'status')).text).not.toContain('冒烟');
    expect((await app.say('lin', 'dm', `timeline ${key}`)).text).toContain('冒烟');
  });
});

describe('language', () => {
  it('is the room’s in rooms and the person’s own in what one person sees', async () => {
    await app.say('li', 'dm', 'language en');
    const told = await app.say('li', 'dm', OUTAGE);
    expect(told.text).toMatch(/opened/iu);
    expect(app.messages('room')[0]?.text).toContain('阶段');
    await app.say('lin', 'command', 'grade 重大 "全国不可用"');
    await app.say('lin', 'room', 'assign brandPr @李娜');
    expect(app.dms('li').at(-1)?.text).toMatch(/[A-Za-z]{4,}/u);
    await app.say('lin', 'room', 'language en --room');
    await app.say('qian', 'room', 'update "switching"');
    expect(app.messages('room').at(-1)?.text).toMatch(/^(?:Done|Update)/u);
  });

  /** What 李娜 is told of a typo; the messenger tells the language of her client, or does not. */
  const toldOfTypo = async (by: TestApp, receiptId: string, locale?: Locale): Promise<string> => {
    const given = locale === undefined ? {} : { locale };
    const who = { platform: 'sandbox', id: 'li' };
    const asked = { receiptId, who, ...given, kind: 'command', line: 'stauts' } as const;
    const { card } = await by.app.inbox.receive(asked);
    return card === undefined ? '' : plainText(card);
  };

  it('is that of the client used last where the person chose none, after a restart too', async () => {
    const dir = temporaryDirectory();
    const before = await createTestApp({ dir });
    expect(await toldOfTypo(before, 'first')).toMatch(/\p{Script=Han}/u);
    expect(await toldOfTypo(before, 'second', 'en')).not.toMatch(/\p{Script=Han}/u);
    await before.close();

    const after = await createTestApp({ dir });
    expect(await toldOfTypo(after, 'third')).not.toMatch(/\p{Script=Han}/u);
    await after.say('wang', 'duty', OUTAGE);
    await after.say('lin', 'command', 'grade 重大 "全国不可用"');
    await after.say('lin', 'room', 'assign brandPr @李娜');
    expect(after.dms('li').at(-1)?.text).toMatch(/^[A-Za-z]/u);
    await after.say('li', 'dm', 'language zh');
    expect(await toldOfTypo(after, 'fourth', 'en')).toMatch(/\p{Script=Han}/u);
    await after.close();
  });
});

describe('votes', () => {
  const draft =
    'announce draft initial impact="热线全国范围接入困难" cause="交换节点故障" eta=11:15 workaround=微信公众号 nextUpdate=11:00';

  it('are reactions on the approval card; skin tones do not matter, other emoji do not count', async () => {
    await app.say('wang', 'duty', OUTAGE);
    await app.say('lin', 'command', 'grade 较大 "部分地区"');
    await app.say('li', 'room', draft);
    await app.react('chen', 'A1.v1', 'eyes');
    expect((await app.state()).approvals['A1.v1']?.status).toBe('pending');
    await app.react('chen', 'A1.v1', '+1::skin-tone-4');
    expect((await app.state()).approvals['A1.v1']?.status).toBe('approved');
  });

  it('that do not count are told in private', async () => {
    await app.say('wang', 'duty', OUTAGE);
    await app.say('li', 'room', draft);
    const before = app.messages('room').length;
    await app.react('li', 'A1.v1', 'white_check_mark');
    expect(app.dms('li').at(-1)?.text).toContain('您的一票不计');
    expect(app.messages('room')).toHaveLength(before);
  });

  it('against a text take the reason from a reply below the card, by the one who rejected', async () => {
    await app.say('wang', 'duty', OUTAGE);
    await app.say('li', 'room', draft);
    await app.react('su', 'A1.v1', 'x');
    const [posted] = await app.storage.messagesOf('approval:INC-20261201-01:A1.v1');
    await app.chat('lin', 'room', '我也觉得不妥', posted?.id);
    expect((await app.state()).approvals['A1.v1']?.reason).toBeUndefined();
    await app.chat('su', 'room', '预计时间没有技术确认', posted?.id);
    expect((await app.state()).approvals['A1.v1']?.reason).toBe('预计时间没有技术确认');
  });
});

describe('chat', () => {
  it('is left alone, and an update that was typed as a message follows its edits (E9)', async () => {
    await app.say('wang', 'duty', OUTAGE);
    const { length } = await app.timeline();
    await app.chat('zhao', 'room', '先喝口水');
    expect(await app.timeline()).toHaveLength(length);

    await app.say('qian', 'room', '@烽火 update "已恢复50%"');
    const said = app.messages('room').find(({ text }) => text.startsWith('@烽火'));
    await app.sandbox.actions.edit(
      { as: 'qian', receiptId: 'edit-1' },
      { message: said?.id ?? '', text: '@烽火 update "已恢复60%"' },
    );
    await app.settle();
    const corrected = (await app.timeline()).find(({ type }) => type === 'update.corrected');
    expect(corrected?.data).toMatchObject({ was: '已恢复50%', text: '已恢复60%' });
  });
});

describe('accounts', () => {
  it('are linked by their owner, or by those who may answer for it, and by nobody else', async () => {
    await app.say('chen', 'dm', 'bind feishu ou_chen');
    expect(await app.storage.personOf('feishu', 'ou_chen')).toBe('chen');
    const refused = await app.say('zhou', 'dm', 'bind slack U_EVIL 林悦');
    expect(refused.card?.tone).toBe('warning');
    expect(await app.storage.personOf('slack', 'U_EVIL')).toBeUndefined();
    await app.say('lin', 'dm', 'bind slack U_ZHOU 周航');
    expect(await app.storage.personOf('slack', 'U_ZHOU')).toBe('zhou');
  });

  it('outside the organisation get no rights by linking themselves to somebody', async () => {
    const answer = await app.app.inbox.receive({
      kind: 'command',
      line: 'bind slack U_STRANGER 林悦',
      receiptId: 'stranger-1',
      who: { platform: 'slack', id: 'U_STRANGER', name: '路人' },
    });
    expect(answer.card?.tone).toBe('warning');
    expect(await app.storage.personOf('slack', 'U_STRANGER')).toBeUndefined();
  });
});

describe('trouble', () => {
  it('with the disk is told, with the line to send again, and nothing is recorded (F-D2)', async () => {
    await app.say('wang', 'duty', OUTAGE);
    broken = () => {
      throw new StorageError('full', 'disk full');
    };
    const told = await app.say('qian', 'room', 'update "正在切换"');
    expect(told.text).toContain('update "正在切换"');
    broken = undefined;
    expect(await typesOf()).not.toContain('update.posted');
  });

  it('of our own making is told without its details', async () => {
    await app.say('wang', 'duty', OUTAGE);
    broken = () => {
      throw new TypeError('undefined is not a function');
    };
    const told = await app.say('qian', 'room', 'update "正在切换"');
    expect(told.text).not.toContain('undefined');
    expect(told.card?.tone).toBe('danger');
    broken = undefined;
  });
});

describe('completion', () => {
  it('offers what may be typed next, in the person’s language', async () => {
    const offered = await app.sandbox.actions.complete('wang', { line: '/op', room: 'duty' });
    expect(offered.map(({ line }) => line)).not.toEqual([]);
  });
});
