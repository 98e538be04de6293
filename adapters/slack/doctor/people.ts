import { z } from 'zod';
import type { Ask, Asked } from './client.ts';
import { type Finding, fine, listed, say, wrong } from './finding.ts';

/** A person of the organisation file; `account`: from the file or a link they made with `bind`. */
export interface KnownPerson {
  readonly name: string;
  readonly account?: string;
  readonly email?: string;
}

/** users.info allows 100 a minute, and a running Fenghuo asks too. */
const MOST_PEOPLE = 50;
const AT_A_TIME = 5;

type State = 'fine' | 'gone' | 'deactivated' | 'bot' | 'guest' | 'other-email' | 'unknown';

const flag = z.boolean().catch(false);
const answer = z.object({
  user: z.object({
    deleted: flag,
    is_bot: flag,
    is_ultra_restricted: flag,
    profile: z.object({ email: z.string().optional() }).catch({}),
  }),
});

const NOBODY = ['user_not_found', 'users_not_found', 'user_not_visible'];

const stateOf = ({ email }: KnownPerson, asked: Asked): State => {
  if ('unreachable' in asked) return 'unknown';
  if (!asked.ok) return NOBODY.includes(asked.error) ? 'gone' : 'unknown';
  const read = answer.safeParse(asked.body);
  if (!read.success) return 'unknown';
  const { deleted, is_bot, is_ultra_restricted, profile } = read.data.user;
  if (deleted) return 'deactivated';
  if (is_bot) return 'bot';
  if (is_ultra_restricted) return 'guest';
  const theirs = profile.email?.toLowerCase();
  return theirs !== undefined && email !== undefined && theirs !== email ? 'other-email' : 'fine';
};

/** One after another in small groups, so that nothing is refused for its number. */
const inGroups = async <T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_A_TIME)
    results.push(...(await Promise.all(items.slice(at, at + AT_A_TIME).map(work))));
  return results;
};

type Wording = (names: { readonly zh: string; readonly en: string }) => Finding;

const ACCOUNTS = 'slack accounts';
const REPLACE = say(
  '在组织文件中改正 slack 账号（成员资料 → 复制成员 ID）',
  'correct the slack account in the organisation file (profile → Copy member ID)',
);

const WORDINGS: Readonly<Record<Exclude<State, 'fine'>, Wording>> = {
  gone: ({ zh, en }) =>
    wrong(ACCOUNTS, say(`Slack 中没有这些人的账号：${zh}`, `not in Slack: ${en}`), REPLACE),
  deactivated: ({ zh, en }) =>
    wrong(
      ACCOUNTS,
      say(`账号已停用：${zh}`, `their accounts are deactivated: ${en}`),
      say(
        '从组织文件中移除，或改为新账号',
        'take them out of the organisation file, or give their new accounts',
      ),
    ),
  bot: ({ zh, en }) =>
    wrong(ACCOUNTS, say(`账号属于机器人：${zh}`, `the account is a bot's: ${en}`), REPLACE),
  guest: ({ zh, en }) =>
    wrong(
      ACCOUNTS,
      say(
        `单频道访客，无法邀请进作战室：${zh}`,
        `single-channel guests cannot be invited to war rooms: ${en}`,
      ),
      say('请管理员改为正式成员', 'let an administrator make them members'),
    ),
  'other-email': ({ zh, en }) => ({
    ...fine(
      ACCOUNTS,
      say(
        `Slack 中的邮箱与组织文件不同：${zh}`,
        `another e-mail in Slack than in the organisation file: ${en}`,
      ),
    ),
    mend: say('请确认账号没有填错人', "make sure that it is the right person's account"),
  }),
  unknown: ({ zh, en }) =>
    wrong(
      ACCOUNTS,
      say(`未能查看：${zh}`, `could not be looked up: ${en}`),
      say('稍后再试', 'try again later'),
    ),
};
const STATES = ['gone', 'deactivated', 'bot', 'guest', 'other-email', 'unknown'] as const;

const checkAccounts = async (
  ask: Ask,
  people: readonly KnownPerson[],
): Promise<readonly Finding[]> => {
  const looked = people.slice(0, MOST_PEOPLE);
  const states = await inGroups(looked, async (person) =>
    stateOf(person, await ask('users.info', { user: person.account ?? '' })),
  );
  const named = (state: State) =>
    listed(looked.filter((_, n) => states[n] === state).map(({ name }) => name));
  const findings = STATES.filter((state) => states.includes(state)).map((state) =>
    WORDINGS[state](named(state)),
  );
  if (findings.length > 0 || looked.length === 0) return findings;
  const { length } = looked;
  const all = people.length;
  return [
    fine(
      ACCOUNTS,
      length === all
        ? say(`${all} 个账号都有效`, `all ${all} are in use`)
        : say(
            `已查看 ${all} 个账号中的 ${length} 个，都有效`,
            `of ${all}, the first ${length} were looked at, and all are in use`,
          ),
    ),
  ];
};

const LINKS = 'slack links';

const foundByEmail: Wording = ({ zh, en }) =>
  fine(LINKS, say(`可凭邮箱识别：${zh}`, `known by e-mail: ${en}`));

const notFoundByEmail: Wording = ({ zh, en }) =>
  wrong(
    LINKS,
    say(`邮箱在 Slack 中找不到：${zh}`, `their e-mail is not in Slack: ${en}`),
    say(
      '在组织文件中填写 slack 账号，或请他们使用 bind',
      'give their slack accounts in the organisation file, or let them use bind',
    ),
  );

const checkLinks = async (
  ask: Ask,
  people: readonly KnownPerson[],
): Promise<readonly Finding[]> => {
  const looked = people.slice(0, MOST_PEOPLE);
  const found = await inGroups(looked, async ({ email = '' }) => {
    const asked = await ask('users.lookupByEmail', { email });
    return !('unreachable' in asked) && asked.ok;
  });
  const worded = (is: boolean, wording: Wording): readonly Finding[] => {
    const names = looked.filter((_, n) => found[n] === is).map(({ name }) => name);
    return names.length === 0 ? [] : [wording(listed(names))];
  };
  return [...worded(true, foundByEmail), ...worded(false, notFoundByEmail)];
};

/** Who of the organisation can be found in Slack: by account, or by e-mail where there is none. */
export const checkPeople = async (
  ask: Ask,
  people: readonly KnownPerson[],
): Promise<readonly Finding[]> => [
  ...(await checkAccounts(
    ask,
    people.filter(({ account }) => account !== undefined),
  )),
  ...(await checkLinks(
    ask,
    people.filter(({ account, email }) => account === undefined && email !== undefined),
  )),
];
