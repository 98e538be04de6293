import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLog } from '#app/log.ts';
import type { LogFields } from '#ports/system.ts';
import { webSecretOf } from '#src/boot/web-secret.ts';
import { type Config, parseConfig } from '#src/config.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'web-secret-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const configOf = (env: Readonly<Record<string, string>>): Config => {
  const parsed = parseConfig(env, () => '');
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  return parsed.config;
};

describe('the secret of the pages', () => {
  it('is made once beside the SQLite database, and for the program’s own user alone', () => {
    const config = configOf({ DATABASE_URL: `file:${dir}/deeper/fenghuo.db` });
    const first = webSecretOf(config, silentLog);
    expect(first.length).toBeGreaterThanOrEqual(43);
    expect(webSecretOf(config, silentLog)).toBe(first);
    const file = path.join(dir, 'deeper', 'web-secret');
    expect(readFileSync(file, 'utf8').trim()).toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is what WEB_SECRET says where that is set', () => {
    const secret = 'x'.repeat(40);
    expect(webSecretOf(configOf({ WEB_SECRET: secret }), silentLog)).toBe(secret);
  });

  it('is new with each start on PostgreSQL, which the operator is told', () => {
    const config = configOf({ DATABASE_URL: 'postgresql://localhost/fenghuo' });
    const told: string[] = [];
    const log = { ...silentLog, warn: (_: LogFields, message: string) => void told.push(message) };
    expect(webSecretOf(config, log)).not.toBe(webSecretOf(config, log));
    expect(told[0]).toContain('WEB_SECRET');
  });
});
