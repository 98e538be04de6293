import { type DestinationStream, type Logger, pino } from 'pino';
import type { Log } from '#ports/system.ts';

// Whatever an SDK hangs on an error, no credential may reach the log.
const SECRETS = [
  'token',
  'secret',
  'authorization',
  'password',
  'headers.authorization',
  'config.headers',
];

const wrap = (logger: Logger): Log => ({
  info: (fields, message) => logger.info(fields, message),
  warn: (fields, message) => logger.warn(fields, message),
  error: (fields, message) => logger.error(fields, message),
  child: (fields) => wrap(logger.child(fields)),
});

/** The Log port over pino: JSON lines, to standard output unless told otherwise. */
export const createLog = (options: {
  readonly level: string;
  readonly destination?: DestinationStream;
}): Log => {
  const redact = { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' };
  const settings = { level: options.level, redact, base: null };
  return wrap(
    options.destination === undefined ? pino(settings) : pino(settings, options.destination),
  );
};

/** Says nothing; for command-line verbs and tests. */
export const silentLog: Log = {
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLog,
};
