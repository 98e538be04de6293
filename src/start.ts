import { readFileSync } from 'node:fs';
import { createLog } from '#app/log.ts';
import { startMessage, type StartProblem, startProblemOf } from '#app/start-messages.ts';
import { type Log, noCheckpoint } from '#ports/system.ts';
import { type Config, localeOf, parseConfig } from './config.ts';
import { secretsOf } from './config/secret.ts';
import { boot } from './boot.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const fail = (problem: StartProblem, status: number, env: Environment): never => {
  process.stderr.write(`${startMessage(problem, localeOf(env))}\n`);
  process.exit(status);
};

const readText = (file: string): string => readFileSync(file, 'utf8');

const readConfig = (env: Environment): Config => {
  const parsed = parseConfig(env, readText);
  return parsed.ok
    ? parsed.config
    : fail({ kind: 'configuration', problems: parsed.problems }, 2, env);
};

// Only a terminal needs the pretty printer, which takes its time to load.
const destination = async () => {
  if (!process.stdout.isTTY) return {};
  const { default: pretty } = await import('pino-pretty');
  return { destination: pretty({ colorize: true, sync: true }) };
};

const onSignals = (stop: () => Promise<void>, log: Log): void => {
  let stopping = false;
  const end = (signal: string): void => {
    // A second signal means that somebody does not want to wait.
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal));
};

// Only a process that ends can be started again clean; what was acknowledged is on disk.
const onBugs = (log: Log): void => {
  const die = (error: unknown): void => {
    log.error({ err: error }, 'a bug; ending so that the supervisor starts again');
    process.exit(70);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
};

/** Reads the configuration, starts everything, and stays until it is told to stop. */
export const start = async (env: Environment): Promise<void> => {
  const config = readConfig(env);
  const log = createLog({ level: config.logLevel, ...(await destination()) });
  onBugs(log);
  try {
    const secretOf = secretsOf(env, readText);
    const booted = await boot(config, log, noCheckpoint, secretOf);
    if ('problem' in booted) return fail(booted.problem, 1, env);
    onSignals(booted.stop, log);
    process.stdout.write(`${booted.greeting}\n`);
  } catch (error) {
    const problem = startProblemOf(error, config.host, config.port);
    if (problem === undefined) throw error;
    fail(problem, 1, env);
  }
};
