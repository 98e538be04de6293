import type { Instant } from '#domain/time.ts';

export interface Clock {
  now(): Instant;
}

export interface Ids {
  /** A random, unguessable id. */
  next(): string;
}

export type LogFields = Readonly<Record<string, unknown>>;
export interface Log {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  child(fields: LogFields): Log;
}

/**
 * A named point on the way of a command. Does nothing in production; the crash suite kills the
 * process here, at every name in turn.
 */
export type Checkpoint = (step: string) => void;
export const noCheckpoint: Checkpoint = () => {};
