import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '#ports/system.ts';

const ignore = (): void => {};

/** What Bolt would print: faults only, for at finer levels it prints whole payloads, with what people wrote. */
export const quietLogger = (log: Log): Logger => ({
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: (...message) => log.warn({ slack: message.map(String).join(' ') }, 'Slack SDK'),
  setLevel: ignore,
  getLevel: () => LogLevel.ERROR,
  setName: ignore,
});
