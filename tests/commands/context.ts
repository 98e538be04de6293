import type { ParseContext, PersonLookup, Request } from '#commands/request.ts';
import { parseLine } from '#commands/parse-line.ts';
import type { Person } from '#domain/organisation/organisation.ts';
import type { Policy } from '#domain/policy.ts';
import { shippedPolicy } from '../support/policy.ts';

const person = (id: string, name: string, accounts: Record<string, string>): Person => ({
  id,
  name,
  groups: [],
  accounts,
});

/** The people of the acceptance scripts (domain 6.0). */
const PEOPLE: readonly Person[] = [
  person('lin', '林悦', { slack: 'U_LIN', feishu: 'ou_lin' }),
  person('chen', '陈波', { slack: 'U_CHEN' }),
  person('su', '苏敏', { slack: 'U_SU', feishu: 'ou_su' }),
  person('zheng', '郑远', { slack: 'U_ZHENG', feishu: 'ou_zheng' }),
  person('qian', '钱多', { slack: 'U_QIAN' }),
  person('zhao', '赵磊', { slack: 'U_ZHAO', feishu: 'ou_zhao' }),
  person('sun', '孙悦', { slack: 'U_SUN', feishu: 'ou_sun' }),
  person('li', '李娜', { slack: 'U_LI', feishu: 'ou_li' }),
  person('zhou', '周航', { feishu: 'ou_zhou' }),
  person('fang', '方晴', { slack: 'U_FANG', feishu: 'ou_fang' }),
  person('he', '何律', { feishu: 'ou_he' }),
  person('wang1', '王强', { slack: 'U_WANG', feishu: 'ou_wang' }),
  person('twin1', '张伟', {}),
  person('twin2', '张伟', {}),
];

export const policy: Policy = {
  ...shippedPolicy,
  organisation: {
    ...shippedPolicy.organisation,
    people: PEOPLE,
    rooms: { slack: { agents: [] }, feishu: { agents: [] } },
  },
};

const findPerson = (text: string): PersonLookup => {
  const account = /^<@(\w+)>$/.exec(text)?.[1];
  const found = PEOPLE.filter(
    ({ id, name, accounts }) =>
      id === text ||
      name === text ||
      (account !== undefined && Object.values(accounts).includes(account)),
  ).map(({ id, name }) => ({ id, name }));
  const [first] = found;
  if (first === undefined) return { unknown: text, similar: [] };
  return found.length === 1 ? { person: first } : { ambiguous: found };
};

/** 2026-12-01 10:04:00 in Shanghai. */
const NOW = Date.UTC(2026, 11, 1, 2, 4, 0);

export const inRoom: ParseContext = {
  policy,
  now: NOW,
  timezone: 'Asia/Shanghai',
  locale: 'zh-CN',
  platform: 'slack',
  findPerson,
  openIncidents: [],
  inRoom: true,
};

export const outside = (...keys: readonly string[]): ParseContext => ({
  ...inRoom,
  inRoom: false,
  openIncidents: keys.map((key) => ({ key, title: `事件 ${key}` })),
});

/** The instant of a wall clock in Shanghai. */
export const at = (day: string, clock: string): number => Date.parse(`${day}T${clock}:00+08:00`);

export const contextAt = (day: string, clock: string): ParseContext => ({
  ...inRoom,
  now: at(day, clock),
});

export const parse = (line: string, context: ParseContext = inRoom): Request =>
  parseLine(line, context);

export const english: ParseContext = { ...inRoom, locale: 'en' };
