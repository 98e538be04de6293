import { randomBytes } from 'node:crypto';
import type { Instant } from '#domain/time.ts';

const LIFE_MS = 2 * 60 * 60_000;
const RENEW_MS = 30 * 60_000;

export interface Tokens {
  /** The same token while 30 minutes or more are left of it, else a new one; the old one stays valid. */
  issue(): { readonly token: string; readonly expire: number };
  isValid(token: string): boolean;
  /** All tokens given out so far are void. */
  revoke(): void;
}

/** Tenant tokens live two hours. */
export const createTokens = (now: () => Instant): Tokens => {
  const expiry = new Map<string, Instant>();
  let current: string | undefined;
  return {
    issue: () => {
      const left = current === undefined ? 0 : (expiry.get(current) ?? 0) - now();
      if (current === undefined || left < RENEW_MS) {
        current = `t-${randomBytes(16).toString('hex')}`;
        expiry.set(current, now() + LIFE_MS);
      }
      return {
        token: current,
        expire: Math.floor(((expiry.get(current) ?? 0) - now()) / 1000),
      };
    },
    isValid: (token) => (expiry.get(token) ?? 0) > now(),
    revoke: () => {
      expiry.clear();
      current = undefined;
    },
  };
};
