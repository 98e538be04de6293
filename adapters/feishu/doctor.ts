import { type DurationMs, type Instant, MINUTE, SECOND } from '#domain/time.ts';
import { checkBot, checkPermissions } from './doctor/app.ts';
import { checkChats, type StandingChat } from './doctor/chats.ts';
import { createAsk, type Told } from './doctor/client.ts';
import { checkConnection, type ConnectionOptions } from './doctor/connection.ts';
import { checkCredentials } from './doctor/credentials.ts';
import { type Finding, fine, say, wrong } from './doctor/finding.ts';
import { checkPeople, type KnownPerson } from './doctor/people.ts';
import { signIn } from './doctor/sign-in.ts';

export interface DoctorOptions extends ConnectionOptions {
  readonly chats: readonly StandingChat[];
  readonly people: readonly KnownPerson[];
  readonly now: () => Instant;
  /** Longest wait for an answer in real milliseconds. */
  readonly patienceMs?: DurationMs;
}

/** Feishu refuses nothing for it, but deadlines and reports would be off. */
const TOLERATED: DurationMs = MINUTE;
/** Ours: older and younger requests are not taken (verify.ts). */
const SIGNATURE_LIFE: DurationMs = 5 * MINUTE;

const checkClock = (
  { date }: Told,
  now: Instant,
  { kind }: ConnectionOptions['transport'],
): readonly Finding[] => {
  if (date === undefined) return [];
  const check = 'feishu clock';
  const off = Math.abs(now - date);
  const seconds = Math.round(off / SECOND);
  if (off <= TOLERATED) return [fine(check, say('与飞书一致', "agrees with Feishu's"))];
  const mend = say('校准系统时钟（NTP）', 'set the system clock (NTP)');
  return [
    kind === 'websocket' || off < SIGNATURE_LIFE
      ? wrong(check, say(`与飞书相差 ${seconds} 秒`, `${seconds} s away from Feishu's`), mend)
      : wrong(
          check,
          say(
            `与飞书相差 ${seconds} 秒，通过 webhook 收到的请求都会因签名过期被拒绝`,
            `${seconds} s away from Feishu's; by webhook every request would be refused as too old or too new`,
          ),
          mend,
        ),
  ];
};

/**
 * Looks at this Feishu app: credentials, bot, permissions, clock, connection, groups and people. Changes nothing
 * and never tells a secret. Which events are subscribed Feishu does not say.
 */
export const checkFeishu = async (options: DoctorOptions): Promise<readonly Finding[]> => {
  const { appId, domain, transport, chats, people, now, patienceMs } = options;
  const credentials = checkCredentials(options);
  if (credentials.some(({ ok }) => !ok)) return credentials;
  const signedIn = await signIn(createAsk(domain, undefined, patienceMs), options);
  const { told } = signedIn;
  const clock = told === undefined ? [] : checkClock(told, now(), transport);
  if ('finding' in signedIn) return [...credentials, signedIn.finding, ...clock];
  const ask = createAsk(domain, signedIn.token, patienceMs);
  const bot = await checkBot(ask);
  const [permissions, connection, groups, accounts] = await Promise.all([
    checkPermissions(ask),
    checkConnection(createAsk(domain, undefined, patienceMs), options),
    // Without a bot every group would be refused for the same reason.
    bot.ok ? checkChats(ask, chats, appId) : Promise.resolve([]),
    checkPeople(ask, people),
  ]);
  return [...credentials, bot, ...permissions, ...clock, connection, ...groups, ...accounts];
};
