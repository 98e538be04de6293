import type { Logger } from '@larksuiteoapi/node-sdk';
import type { Log } from '#ports/system.ts';

const ignore = (): void => {};

/** What the SDK would print: faults only, for at finer levels it prints whole payloads, with what people wrote. */
export const quietLogger = (log: Log): Logger => ({
  error: (...message: readonly unknown[]) =>
    log.warn({ feishu: message.map(String).join(' ') }, 'Feishu SDK'),
  warn: ignore,
  info: ignore,
  debug: ignore,
  trace: ignore,
});
