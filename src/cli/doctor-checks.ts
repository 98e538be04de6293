import { rosterOf } from '#domain/incident/people.ts';
import type { Localised } from '#domain/locale.ts';
import type { Policy } from '#domain/policy.ts';
import { type DurationMs, type Instant, MINUTE } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { Config } from '../config.ts';
import { linkedTo, type Links } from './doctor-links.ts';
import { say } from './verb.ts';

/** One thing that was looked at: fine, or what is wrong and how to mend it. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly said: Localised;
  readonly mend?: Localised;
}

const OLD_DELIVERY: DurationMs = 5 * MINUTE;
const OLD_TIMER: DurationMs = 2 * MINUTE;
const CLOCK_SLACK: DurationMs = MINUTE;
/** Without anybody in these, nobody verifies, grades or approves. */
const NEEDED_ROLES = ['commandGroup', 'dutyOps', 'leadership', 'communications'];

const fine = (check: string, zh: string, en: string): Finding => ({
  check,
  ok: true,
  said: say(zh, en),
});

const wrong = (check: string, said: Localised, mend: Localised): Finding => ({
  check,
  ok: false,
  said,
  mend,
});

/** Messengers that are set up, without the sandbox. */
const connectedIn = ({ messengers }: Config): readonly string[] => Object.keys(messengers);

const checkMessengers = (config: Config): Finding => {
  const on = [...connectedIn(config), ...(config.sandbox ? ['sandbox'] : [])];
  return on.length > 0
    ? fine('messengers', `已启用：${on.join('、')}`, `on: ${on.join(', ')}`)
    : wrong(
        'messengers',
        say('没有启用任何平台', 'no messenger is on'),
        say(
          '填写 Slack 或飞书的凭据，或设置 SANDBOX=on',
          'give the credentials of Slack or Feishu, or set SANDBOX=on',
        ),
      );
};

const checkStandingRooms = (config: Config, policy: Policy): readonly Finding[] =>
  connectedIn(config).map((messenger) => {
    const rooms = policy.organisation.rooms[messenger];
    const missing = (['duty', 'command', 'feed'] as const).filter(
      (room) => rooms?.[room] === undefined,
    );
    const check = `rooms ${messenger}`;
    return missing.length === 0
      ? fine(check, '常设群齐全', 'all standing channels are named')
      : wrong(
          check,
          say(
            `组织文件缺少 ${missing.join('、')}`,
            `the organisation file lacks ${missing.join(', ')}`,
          ),
          say(`在 rooms.${messenger} 中填写群的 ID`, `give their ids under rooms.${messenger}`),
        );
  });

/** Who has neither an account nor an e-mail by which one could be found. */
const checkAccounts = (config: Config, policy: Policy, links: Links): Finding => {
  const on = connectedIn(config);
  const without = policy.organisation.people.filter(
    (person) =>
      on.length > 0 &&
      person.email === undefined &&
      !on.some((messenger) => linkedTo(person, messenger, links) !== undefined),
  );
  const names = without.map(({ name }) => name);
  return names.length === 0
    ? fine('accounts', '每个人都可以联系到', 'everyone can be reached')
    : wrong(
        'accounts',
        say(`无法联系：${names.join('、')}`, `cannot be reached: ${names.join(', ')}`),
        say(
          '在组织文件中填写账号或邮箱，或请他们使用 bind',
          'give their accounts or e-mail in the organisation file, or let them use bind',
        ),
      );
};

const checkRoles = (policy: Policy): Finding => {
  const empty = NEEDED_ROLES.filter((role) => rosterOf(role, policy).length === 0);
  return empty.length === 0
    ? fine('roles', '关键角色都有人', 'every needed role has people')
    : wrong(
        'roles',
        say(`没有人担任：${empty.join('、')}`, `nobody is in: ${empty.join(', ')}`),
        say('在组织文件的 groups 中指定', 'name people in groups of the organisation file'),
      );
};

const minutes = (ms: DurationMs): number => Math.round(ms / MINUTE);

const checkOutbox = async (storage: Storage, now: Instant): Promise<Finding> => {
  const { pending, oldest } = await storage.outboxDepth();
  const age = oldest === undefined ? 0 : now - oldest;
  return age <= OLD_DELIVERY
    ? fine('outbox', `待发 ${pending} 条`, `${pending} waiting`)
    : wrong(
        'outbox',
        say(
          `最早的消息已等待 ${minutes(age)} 分钟`,
          `the oldest message has waited for ${minutes(age)} min`,
        ),
        say(
          '查看日志中的 delivery failed；检查平台的凭据与权限',
          'look for "delivery failed" in the log; check credentials and rights there',
        ),
      );
};

const checkTimers = async (storage: Storage, now: Instant): Promise<Finding> => {
  const next = await storage.nextTimer();
  const late = next === undefined ? 0 : now - next;
  return late <= OLD_TIMER
    ? fine('timers', '时限正常', 'deadlines are looked at')
    : wrong(
        'timers',
        say(`时限已积压 ${minutes(late)} 分钟`, `deadlines have piled up for ${minutes(late)} min`),
        say('确认烽火正在运行', 'make sure that Fenghuo is running'),
      );
};

const checkClock = async (storage: Storage, now: Instant): Promise<Finding> => {
  const [newest] = await storage.incidents({ limit: 1 });
  const ahead = newest === undefined ? 0 : newest.openedAt - now;
  return ahead <= CLOCK_SLACK
    ? fine('clock', '时钟正常', 'the clock agrees with the record')
    : wrong(
        'clock',
        say(
          `最近的事件在 ${minutes(ahead)} 分钟之后`,
          `the newest incident lies ${minutes(ahead)} min in the future`,
        ),
        say(
          '校准系统时钟（沙盒中快进过时间时属正常）',
          'set the system clock (normal where the sandbox clock was put forward)',
        ),
      );
};

/** What the configuration and the rules say. */
export const checkSettings = (config: Config, policy: Policy, links: Links): readonly Finding[] => [
  checkMessengers(config),
  ...checkStandingRooms(config, policy),
  checkAccounts(config, policy, links),
  checkRoles(policy),
];

/** What the database says. */
export const checkRunning = async (storage: Storage, now: Instant): Promise<readonly Finding[]> => [
  fine('database', '可以读写，结构为最新', 'usable, and its tables are up to date'),
  ...(await Promise.all([
    checkOutbox(storage, now),
    checkTimers(storage, now),
    checkClock(storage, now),
  ])),
];

/** Before the first start there is nothing to look at yet. */
export const noDatabaseYet: Finding = fine(
  'database',
  '尚未建立，首次启动时创建',
  'not there yet; the first start makes it',
);
