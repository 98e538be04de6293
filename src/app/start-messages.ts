import type { Locale, Localised } from '#domain/locale.ts';
import { StorageError } from '#ports/storage.ts';

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

/** What keeps the program from starting, and what to do about it. */
export type StartProblem =
  | { readonly kind: 'configuration'; readonly problems: readonly string[] }
  | { readonly kind: 'files'; readonly problems: readonly string[] }
  | { readonly kind: 'port-in-use'; readonly host: string; readonly port: number }
  | { readonly kind: 'port-not-allowed'; readonly host: string; readonly port: number }
  | { readonly kind: 'address-not-here'; readonly host: string }
  | { readonly kind: 'storage'; readonly code: StorageError['code']; readonly detail: string }
  | { readonly kind: 'no-messenger' };

const STORAGE: Readonly<Record<StorageError['code'], Localised>> = {
  busy: say(
    '数据库正被另一个进程占用。请确认没有第二个实例在运行，然后重试。',
    'Another process holds the database. Make sure no second instance runs, then try again.',
  ),
  full: say(
    '磁盘已满，数据库无法写入。请腾出空间后重试。',
    'The disk is full, so the database cannot be written. Free some space and try again.',
  ),
  unreadable: say(
    '数据库无法打开或不是本程序的数据库。请检查 DATABASE_URL 指向的文件及其权限；若文件已损坏，请用 restore 恢复备份。',
    'The database cannot be opened or is not one of ours. Check the file behind DATABASE_URL and its permissions; if it is damaged, restore a backup.',
  ),
  newer: say(
    '数据库由更新版本的烽火写入，本版本不会改动它。请使用该版本或更新的版本启动。',
    'The database was written by a newer Fenghuo, and this version will not touch it. Start that version or a later one.',
  ),
  unreachable: say(
    '无法连接数据库。请检查 DATABASE_URL、网络与数据库服务，然后重试。',
    'The database cannot be reached. Check DATABASE_URL, the network and the database server, then try again.',
  ),
  failed: say('数据库出错，无法启动。', 'The database failed, so Fenghuo cannot start.'),
};

const list = (problems: readonly string[]): string =>
  problems.map((one) => `  - ${one}`).join('\n');

type Messages = {
  readonly [K in StartProblem['kind']]: (problem: Extract<StartProblem, { kind: K }>) => Localised;
};

const MESSAGES: Messages = {
  configuration: ({ problems }) =>
    say(
      `配置有误，未启动：\n${list(problems)}\n各变量的说明见 .env.example。`,
      `The configuration is wrong, so nothing was started:\n${list(problems)}\nSee .env.example for what each variable means.`,
    ),
  files: ({ problems }) =>
    say(
      `组织文件或预案有误，未启动：\n${list(problems)}\n修改后重试；npm run fenghuo -- playbooks check 可随时检查。`,
      `The organisation file or a playbook is wrong, so nothing was started:\n${list(problems)}\nMend it and try again; npm run fenghuo -- playbooks check checks at any time.`,
    ),
  'port-in-use': ({ host, port }) =>
    say(
      `${host}:${port} 已被占用。请停止占用它的程序，或用 PORT 指定其他端口。`,
      `${host}:${port} is in use. Stop the program that uses it, or choose another port with PORT.`,
    ),
  'port-not-allowed': ({ host, port }) =>
    say(
      `没有权限监听 ${host}:${port}。请用 PORT 指定 1024 以上的端口。`,
      `Not allowed to listen on ${host}:${port}. Choose a port above 1024 with PORT.`,
    ),
  'address-not-here': ({ host }) =>
    say(
      `本机没有地址 ${host}。请检查 HOST。`,
      `This machine does not have the address ${host}. Check HOST.`,
    ),
  storage: ({ code, detail }) =>
    say(`${STORAGE[code]['zh-CN']}\n（${detail}）`, `${STORAGE[code].en}\n(${detail})`),
  'no-messenger': () =>
    say(
      '没有启用任何平台。请填写 Slack 或飞书的凭据，或在本机地址上设置 SANDBOX=on。',
      'No messenger is on. Give the credentials of Slack or Feishu, or set SANDBOX=on on a loopback HOST.',
    ),
};

const messageOf = <K extends StartProblem['kind']>(
  kind: K,
  problem: Extract<StartProblem, { kind: K }>,
): Localised => MESSAGES[kind](problem);

/** A clear sentence for the operator. */
export const startMessage = (problem: StartProblem, locale: Locale): string =>
  messageOf(problem.kind, problem)[locale];

/** What an error of the start means for the operator; undefined for a bug. */
export const startProblemOf = (
  error: unknown,
  host: string,
  port: number,
): StartProblem | undefined => {
  if (error instanceof StorageError)
    return { kind: 'storage', code: error.code, detail: error.message };
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return { kind: 'port-in-use', host, port };
  if (code === 'EACCES') return { kind: 'port-not-allowed', host, port };
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return { kind: 'address-not-here', host };
  return undefined;
};
