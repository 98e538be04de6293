import { z } from 'zod';
import { type Scope, SCOPES } from '../scopes.ts';
import type { Ask, Asked } from './client.ts';
import { type Finding, fine, listed, say, wrong } from './finding.ts';

const PUBLISH = say(
  '发布版本，并请管理员在管理后台审核、启用应用',
  'publish a version, and let an administrator approve and enable the app',
);

/** bot/v3/info, `activate_status`; 2 is in use, 4 as well with an update that waits. */
const STATES: ReadonlyMap<number, Finding['said']> = new Map([
  [0, say('应用尚未安装', 'the app is not installed yet')],
  [1, say('应用已被企业停用', 'the app was disabled by the tenant')],
  [3, say('应用已安装，尚未启用', 'the app is installed and not enabled yet')],
  [5, say('应用许可已过期', "the app's licence has expired")],
  [6, say('套餐已到期或降级，应用已停用', 'the plan expired or was downgraded, so the app is off')],
]);

const NOT_IN_ALLOW_LIST = 99_991_401;

const botRefused = (code: number): Finding =>
  code === NOT_IN_ALLOW_LIST
    ? wrong(
        'feishu',
        say('本机的 IP 不在应用的 IP 白名单中', "this machine's IP is not on the app's allow-list"),
        say(
          '在「安全设置」中加入出口 IP',
          'add the IP that it goes out by under Security Settings',
        ),
      )
    : wrong(
        'feishu',
        say(`机器人能力未启用（${code}）`, `the bot is not turned on (${code})`),
        say(
          '在「添加应用能力」中添加机器人，然后发布版本',
          'add Bot under Add Features, then publish a version',
        ),
      );

const info = z.object({
  bot: z.object({ activate_status: z.int().optional(), app_name: z.string().catch('?') }),
});

/** Whether the app is there as a bot and in use. */
export const checkBot = async (ask: Ask): Promise<Finding> => {
  const asked = await ask({ path: '/open-apis/bot/v3/info' });
  if ('unreachable' in asked)
    return wrong(
      'feishu',
      say(`没有得到回答（${asked.unreachable}）`, `got no answer (${asked.unreachable})`),
      say('稍后再试', 'try again later'),
    );
  const read = info.safeParse(asked.body);
  if (asked.code !== 0 || !read.success) return botRefused(asked.code);
  const { activate_status: status = 2, app_name: name } = read.data.bot;
  const off = STATES.get(status);
  return off === undefined
    ? fine('feishu', say(`已连接，机器人为「${name}」`, `connected as the bot ${name}`))
    : wrong('feishu', off, PUBLISH);
};

const GRANTED = 1;
const grants = z.object({
  scopes: z.array(z.object({ scope_name: z.string(), grant_status: z.int() })),
});

const grantedBy = (asked: Asked): ReadonlySet<string> | undefined => {
  if ('unreachable' in asked || asked.code !== 0) return undefined;
  const { data } = grants.safeParse(asked.data);
  return (
    data &&
    new Set(data.scopes.filter((one) => one.grant_status === GRANTED).map((one) => one.scope_name))
  );
};

/** Each with what is lost without it. */
const named = (scopes: readonly Scope[]) => ({
  zh: listed(scopes.map(({ name, reason }) => `${name}（${reason['zh-CN']}）`)).zh,
  en: listed(scopes.map(({ name, reason }) => `${name} (${reason.en})`)).en,
});

const checkRequired = (missing: readonly Scope[]): Finding => {
  const check = 'feishu permissions';
  if (missing.length === 0) return fine(check, say('必需的权限齐全', 'nothing needed is missing'));
  const { zh, en } = named(missing);
  return wrong(
    check,
    say(`缺少 ${zh}`, `missing: ${en}`),
    say(
      '把 manifest feishu 的输出导入「权限管理」，然后发布版本并等待审核',
      'import what manifest feishu prints under Permissions & Scopes, then publish a version and have it approved',
    ),
  );
};

const checkOptional = (missing: readonly Scope[]): readonly Finding[] => {
  if (missing.length === 0) return [];
  const { zh, en } = named(missing);
  const check = 'feishu optional permissions';
  return [fine(check, say(`未开通：${zh}`, `without: ${en}`))];
};

/** What the published version may do, by name. It is what counts: the console also shows what waits for approval. */
export const checkPermissions = async (ask: Ask): Promise<readonly Finding[]> => {
  const granted = grantedBy(await ask({ path: '/open-apis/application/v6/scopes' }));
  if (granted === undefined)
    return [
      fine(
        'feishu permissions',
        say('飞书没有告知权限，未核对', 'not compared: Feishu did not name them'),
      ),
    ];
  const missing = SCOPES.filter(({ name, or }) => ![name, ...or].some((one) => granted.has(one)));
  return [
    checkRequired(missing.filter(({ optional }) => !optional)),
    ...checkOptional(missing.filter(({ optional }) => optional)),
  ];
};
