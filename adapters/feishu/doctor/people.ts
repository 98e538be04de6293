import { z } from 'zod';
import { isId } from '../web/ids.ts';
import type { Ask, Asked } from './client.ts';
import { type Finding, fine, listed, say, wrong } from './finding.ts';

/** A person of the organisation file; `account`: from the file or a link they made with `bind`. */
export interface KnownPerson {
  readonly name: string;
  readonly account?: string;
  readonly email?: string;
}

/** Of accounts there are 50 calls a second, of addresses 50 a call. */
const MOST_PEOPLE = 50;
const AT_A_TIME = 5;

type State =
  | 'fine'
  | 'malformed'
  | 'gone'
  | 'foreign'
  | 'hidden'
  | 'left'
  | 'paused'
  | 'other-email'
  | 'denied'
  | 'unknown';

const flag = z.boolean().catch(false).default(false);
const text = z.string().optional().catch(undefined);
const answer = z.object({
  user: z.object({
    email: text,
    enterprise_email: text,
    status: z
      .object({ is_frozen: flag, is_resigned: flag, is_exited: flag })
      .optional()
      .catch(undefined),
  }),
});

const CODES: ReadonlyMap<number, State> = new Map<number, State>([
  [41_012, 'gone'],
  [41_050, 'hidden'],
  [99_992_351, 'gone'],
  [99_992_360, 'gone'],
  [99_992_361, 'foreign'],
  [99_992_364, 'foreign'],
  [99_991_672, 'denied'],
]);

const stateOf = ({ email }: KnownPerson, asked: Asked): State => {
  if ('unreachable' in asked) return 'unknown';
  if (asked.code !== 0) return CODES.get(asked.code) ?? 'unknown';
  const read = answer.safeParse(asked.data);
  if (!read.success) return 'unknown';
  const { status, ...user } = read.data.user;
  if (status?.is_resigned === true || status?.is_exited === true) return 'left';
  if (status?.is_frozen === true) return 'paused';
  const theirs = [user.email, user.enterprise_email].flatMap((one) =>
    one === undefined || one === '' ? [] : [one.toLowerCase()],
  );
  return email !== undefined && theirs.length > 0 && !theirs.includes(email)
    ? 'other-email'
    : 'fine';
};

const lookAt = async (ask: Ask, person: KnownPerson): Promise<State> => {
  const { account = '' } = person;
  if (!isId('person', account)) return 'malformed';
  const path = `/open-apis/contact/v3/users/${account}`;
  return stateOf(person, await ask({ path, query: { user_id_type: 'open_id' } }));
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

type Names = { readonly zh: string; readonly en: string };
type Wording = (names: Names) => Finding;

const ACCOUNTS = 'feishu accounts';
const REPLACE = say(
  '在组织文件中填写本应用的 open_id（ou_ 开头），或改填 email 由烽火查找',
  'give the open_id of this app (ou_…) in the organisation file, or the e-mail in its place and let Fenghuo find it',
);
const WIDEN = say(
  '在「权限管理 → 数据权限」扩大通讯录权限范围，并在发布版本时扩大可用范围',
  'widen the contact scope under Permissions & Scopes, and the availability of the app when a version is published',
);
const TAKE_OUT = say(
  '从组织文件中移除，或改为新账号',
  'take them out of the organisation file, or give their new accounts',
);

const bad =
  (zh: string, en: string, mend: Finding['said']): Wording =>
  (names) =>
    wrong(ACCOUNTS, say(`${zh}：${names.zh}`, `${en}: ${names.en}`), mend);

const WORDINGS: Readonly<Record<Exclude<State, 'fine'>, Wording>> = {
  malformed: bad('账号不是 open_id', 'the account is no open_id', REPLACE),
  gone: bad('飞书中没有这些人的账号', 'not in Feishu', REPLACE),
  foreign: bad(
    'open_id 属于其他应用或企业（同一人在每个应用中的 open_id 不同）',
    'the open_id is of another app or tenant (one person has another in every app)',
    REPLACE,
  ),
  hidden: bad('不在应用的通讯录权限范围内', 'outside the contact scope of the app', WIDEN),
  left: bad('已离职', 'have left', TAKE_OUT),
  paused: bad('账号已暂停', 'their accounts are paused', TAKE_OUT),
  'other-email': ({ zh, en }) => ({
    ...fine(
      ACCOUNTS,
      say(
        `飞书中的邮箱与组织文件不同：${zh}`,
        `another e-mail in Feishu than in the organisation file: ${en}`,
      ),
    ),
    mend: say('请确认账号没有填错人', "make sure that it is the right person's account"),
  }),
  denied: bad(
    '缺少权限 contact:contact.base:readonly，未能查看',
    'could not be looked up without contact:contact.base:readonly',
    say('开通权限并发布版本', 'add the permission and publish a version'),
  ),
  unknown: bad('未能查看', 'could not be looked up', say('稍后再试', 'try again later')),
};
const STATES = [
  'malformed',
  'gone',
  'foreign',
  'hidden',
  'left',
  'paused',
  'other-email',
  'denied',
  'unknown',
] as const;

const allInUse = (looked: number, all: number): Finding =>
  fine(
    ACCOUNTS,
    looked === all
      ? say(`${all} 个账号都有效`, `all ${all} are in use`)
      : say(
          `已查看 ${all} 个账号中的 ${looked} 个，都有效`,
          `of ${all}, the first ${looked} were looked at, and all are in use`,
        ),
  );

const checkAccounts = async (
  ask: Ask,
  people: readonly KnownPerson[],
): Promise<readonly Finding[]> => {
  const looked = people.slice(0, MOST_PEOPLE);
  const states = await inGroups(looked, (person) => lookAt(ask, person));
  const named = (state: State) =>
    listed(looked.filter((_, n) => states[n] === state).map(({ name }) => name));
  const findings = STATES.filter((state) => states.includes(state)).map((state) =>
    WORDINGS[state](named(state)),
  );
  return findings.length > 0 || looked.length === 0
    ? findings
    : [allInUse(looked.length, people.length)];
};

const LINKS = 'feishu links';

const foundByEmail: Wording = ({ zh, en }) =>
  fine(LINKS, say(`可凭邮箱识别：${zh}`, `known by e-mail: ${en}`));

const notFoundByEmail: Wording = ({ zh, en }) =>
  wrong(
    LINKS,
    say(`邮箱在飞书中找不到：${zh}`, `their e-mail is not in Feishu: ${en}`),
    say(
      '飞书企业邮箱不能用于查找；请在组织文件中填写 feishu 账号，或请他们使用 bind',
      "addresses of Feishu's own mail are not found; give their feishu accounts in the organisation file, or let them use bind",
    ),
  );

const userIds = z.object({
  user_list: z.array(
    z.object({ user_id: z.string().min(1), email: z.string() }).catch({ user_id: '', email: '' }),
  ),
});

const notAsked = (asked: Asked): Finding => {
  const why = 'unreachable' in asked ? asked.unreachable : String(asked.code);
  const lacks = !('unreachable' in asked) && asked.wanted.length > 0;
  return wrong(
    LINKS,
    lacks
      ? say(
          `缺少权限 ${listed(asked.wanted).zh}，未能按邮箱查找`,
          `people could not be looked up by e-mail without ${listed(asked.wanted).en}`,
        )
      : say(`未能按邮箱查找（${why}）`, `people could not be looked up by e-mail (${why})`),
    lacks
      ? say('开通权限并发布版本', 'add the permission and publish a version')
      : say('稍后再试', 'try again later'),
  );
};

const checkLinks = async (
  ask: Ask,
  people: readonly KnownPerson[],
): Promise<readonly Finding[]> => {
  const looked = people.slice(0, MOST_PEOPLE);
  if (looked.length === 0) return [];
  const asked = await ask({
    method: 'POST',
    path: '/open-apis/contact/v3/users/batch_get_id',
    query: { user_id_type: 'open_id' },
    body: { emails: looked.map(({ email = '' }) => email) },
  });
  const read =
    'unreachable' in asked || asked.code !== 0 ? undefined : userIds.safeParse(asked.data);
  if (read?.success !== true) return [notAsked(asked)];
  const found = new Set(read.data.user_list.map(({ email }) => email.toLowerCase()));
  const worded = (is: boolean, wording: Wording): readonly Finding[] => {
    const names = looked.filter(({ email = '' }) => found.has(email) === is);
    return names.length === 0 ? [] : [wording(listed(names.map(({ name }) => name)))];
  };
  return [...worded(true, foundByEmail), ...worded(false, notFoundByEmail)];
};

/** Who of the organisation can be found in Feishu: by account, or by e-mail where there is none. */
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
