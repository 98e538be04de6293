import { existsSync, readFileSync } from 'node:fs';
import { silentLog } from '#app/log.ts';
import { startMessage } from '#app/start-messages.ts';
import { type Storage, StorageError } from '#ports/storage.ts';
import { openStorage } from '#store/open-storage.ts';
import { type Config, parseConfig } from '../config.ts';
import { type Call, type ExitCode, say } from './verb.ts';

const NO_DATABASE = say(
  '数据库尚不存在。请先启动一次烽火，或检查 DATABASE_URL。',
  'There is no database yet. Start Fenghuo once, or check DATABASE_URL.',
);

/** The settings of this environment; undefined after what is wrong with them was printed. */
export const configOf = ({ env, terminal, locale }: Call): Config | undefined => {
  const parsed = parseConfig(env, (file) => readFileSync(file, 'utf8'));
  if (parsed.ok) return parsed.config;
  const { problems } = parsed;
  terminal.err(`${startMessage({ kind: 'configuration', problems }, locale)}\n`);
  return undefined;
};

/** True when the file behind a SQLite address is not there. */
export const lacksDatabase = ({ database }: Config): boolean =>
  database.engine === 'sqlite' && !existsSync(database.url.reveal().replace(/^file:/u, ''));

/** Runs `work` on the database of this environment; one that is not there is not made. */
export const withStorage = async (
  call: Call,
  work: (storage: Storage, config: Config) => Promise<ExitCode | 'usage'>,
): Promise<ExitCode | 'usage'> => {
  const config = configOf(call);
  if (config === undefined) return 2;
  const { terminal, locale } = call;
  if (lacksDatabase(config)) {
    terminal.err(`${NO_DATABASE[locale]}\n`);
    return 1;
  }
  let storage: Storage | undefined;
  try {
    storage = await openStorage({ url: config.database.url.reveal(), log: silentLog });
    return await work(storage, config);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const problem = { kind: 'storage', code: error.code, detail: error.message } as const;
    terminal.err(`${startMessage(problem, locale)}\n`);
    return 1;
  } finally {
    await storage?.close();
  }
};
