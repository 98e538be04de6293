import type { DurationMs } from '#domain/time.ts';

export type CommandResult = 'done' | 'rejected' | 'duplicate' | 'busy' | 'failed';
type DeliveryResult = 'done' | 'retry' | 'abandoned';

/** What the shell counts; web/metrics.ts shows it to Prometheus. */
export interface Meters {
  command(verb: string, result: CommandResult, ms: DurationMs): void;
  acknowledged(kind: string, ms: DurationMs): void;
  delivery(messenger: string, method: string, result: DeliveryResult, ms: DurationMs): void;
  /** How late the most late timer of a sweep was, and how many were due. */
  sweep(due: number, lagMs: DurationMs): void;
  messenger(name: string, up: boolean): void;
}

/** Counts nothing. */
export const noMeters: Meters = {
  command: () => {},
  acknowledged: () => {},
  delivery: () => {},
  sweep: () => {},
  messenger: () => {},
};
