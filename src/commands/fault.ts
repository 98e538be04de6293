import type { Rejection } from '#domain/rejection.ts';

/** Why a value could not be read. `better`: a value that could. */
export type Fault =
  | {
      readonly fault: 'invalid';
      readonly given: string;
      readonly allowed: readonly string[];
      readonly better: string;
    }
  | { readonly fault: 'time-unreadable'; readonly given: string; readonly better: string }
  | { readonly fault: 'time-in-past'; readonly given: string; readonly better: string }
  | { readonly fault: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly fault: 'rejected'; readonly rejection: Rejection };

/** A fault with its place: the argument, and the key where it takes `key=value` pairs. */
export interface PlacedFault {
  readonly argument: string;
  readonly key?: string;
  /** Which of the pairs, counted from 0; without it the last with this key. */
  readonly pair?: number;
  /** The key itself is wrong, not its value. */
  readonly keyWrong?: boolean;
  readonly fault: Fault;
}

export const isFault = (value: object): value is Fault => 'fault' in value;
