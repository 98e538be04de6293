import { silentLog } from '#app/log.ts';
import { startMessage } from '#app/start-messages.ts';
import { openRules } from '../boot/rules.ts';
import type { Policy } from '#domain/policy.ts';
import type { Storage } from '#ports/storage.ts';
import type { Config } from '../config.ts';
import { checkRunning, checkSettings, type Finding, noDatabaseYet } from './doctor-checks.ts';
import { checkFeishuApp } from './doctor-feishu.ts';
import { linksOf, noLinks } from './doctor-links.ts';
import { checkSlackApp } from './doctor-slack.ts';
import { type Call, type ExitCode, say, type Verb } from './verb.ts';
import { configOf, lacksDatabase, withStorage } from './with-storage.ts';

const findingLines = ({ check, ok, said, mend }: Finding, { locale }: Call): string => {
  const line = `${ok ? '✔' : '✖'} ${check}: ${said[locale]}\n`;
  return mend === undefined ? line : `${line}    → ${mend[locale]}\n`;
};

const report = (findings: readonly Finding[], call: Call): ExitCode => {
  const { terminal, json, locale } = call;
  const ok = findings.every((finding) => finding.ok);
  if (json) {
    const told = findings.map(({ check, ok: fine, said, mend }) => ({
      check,
      ok: fine,
      said: said[locale],
      ...(mend === undefined ? {} : { mend: mend[locale] }),
    }));
    terminal.out(`${JSON.stringify({ ok, findings: told })}\n`);
  } else for (const finding of findings) terminal.out(findingLines(finding, call));
  return ok ? 0 : 1;
};

/** What the settings, the messengers and the database say; `storage` is absent before the first start. */
const examine = async (
  config: Config,
  policy: Policy,
  storage?: Storage,
): Promise<readonly Finding[]> => {
  const { people } = policy.organisation;
  const links = storage === undefined ? noLinks : await linksOf(storage, people);
  const apps = await Promise.all([
    checkSlackApp(config, policy, links),
    checkFeishuApp(config, policy, links),
  ]);
  return [
    ...checkSettings(config, policy, links),
    ...apps.flat(),
    ...(storage === undefined ? [noDatabaseYet] : await checkRunning(storage, Date.now())),
  ];
};

const run = async (call: Call): Promise<ExitCode | 'usage'> => {
  const config = configOf(call);
  if (config === undefined) return 2;
  const rules = openRules(config, silentLog);
  if ('kind' in rules) {
    call.terminal.err(`${startMessage(rules, call.locale)}\n`);
    return 1;
  }
  rules.stop();
  const policy = rules.current();
  if (lacksDatabase(config)) return report(await examine(config, policy), call);
  return withStorage(call, async (storage) => report(await examine(config, policy, storage), call));
};

/** `doctor`: what is wrong with this installation, and how to mend it. */
export const doctor: Verb = {
  name: 'doctor',
  summary: say('检查安装与运行状态', 'Check this installation'),
  forms: [
    {
      usage: 'doctor',
      does: say(
        '检查配置、组织文件、Slack 与飞书的凭据与权限、常设群、账号、数据库、待发消息与时限，并说明如何修正',
        'checks configuration, organisation file, credentials and permissions on Slack and Feishu, standing channels, accounts, database, outbox and deadlines, and says how to mend each',
      ),
    },
  ],
  run: (call) => (call.words.length > 0 ? 'usage' : run(call)),
};
