import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '#cli/run.ts';
import { doctor } from '#cli/doctor.ts';
import { exportVerb } from '#cli/export.ts';
import { rebuild } from '#cli/rebuild.ts';
import { verify } from '#cli/verify.ts';
import { streamRebuilds } from '#app/stream-rebuilds.ts';
import { shippedPolicy } from '../support/policy.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const KEY = 'INC-20261201-01';
let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
  await app.say('wang', 'duty', 'open 系统故障 "用户王小明13812345678打不通"');
  await app.say('lin', 'command', 'grade 较大 "=cmd|calc"');
  await app.at('10:05');
});
afterEach(() => app.close());

const fileOf = (): string => `${app.dir}/fenghuo.db`;
const run = async (...args: readonly string[]) => {
  let out = '';
  let err = '';
  const env = { DATABASE_URL: `file:${fileOf()}`, LOCALE: 'en' };
  const status = await runCommandLine([verify, rebuild, exportVerb, doctor], args, env, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
};
const tamper = (sql: string): void => {
  const db = new Database(fileOf());
  db.exec(sql);
  db.close();
};

describe('verify', () => {
  it('is content with an untouched record, and names the first event that was changed', async () => {
    expect(await run('verify')).toMatchObject({ status: 0 });
    tamper(
      `UPDATE event SET data = json_set(data, '$.reason', 'other') WHERE type = 'incident.graded'`,
    );
    const { status, out } = await run('verify');
    expect(status).toBe(1);
    expect(out).toContain(KEY);
  });
});

describe('rebuild', () => {
  it('finds nothing to mend after ordinary work, and mends what was spoiled', async () => {
    expect(await run('rebuild', '--json')).toMatchObject({ status: 0 });
    tamper(`UPDATE incident SET phase = 'closed'; DELETE FROM timer; DELETE FROM room;`);
    const spoiled = await run('rebuild', '--json');
    expect(spoiled.status).toBe(1);
    expect(JSON.parse(spoiled.out).findings.length).toBeGreaterThan(2);
    expect(await run('rebuild', '--json')).toMatchObject({ status: 0 });
  });
});

describe('the record of alerts', () => {
  const ALERT = 'ALT-20261201-01';
  beforeEach(async () => {
    await app.app.ingest.samples([{ metric: 'loadPct', value: 130 }]);
    await app.settle();
  });

  it('is verified with the rest and by itself, also where its last events were taken away', async () => {
    expect(await app.storage.subjects({ kind: 'alert', limit: 9 })).toMatchObject([{ key: ALERT }]);
    expect(await run('verify')).toMatchObject({ status: 0 });
    tamper(`UPDATE event SET data = json_set(data, '$.rule', 'x') WHERE stream = '${ALERT}'`);
    for (const args of [['verify'], ['verify', ALERT]]) {
      const { status, out } = await run(...args);
      expect({ status, out }).toMatchObject({ status: 1, out: expect.stringContaining(ALERT) });
    }
    tamper(`DELETE FROM event WHERE stream = '${ALERT}'`);
    expect((await run('verify', ALERT)).out).toContain('events-missing');
  });

  it('makes list and timers of alerts again', async () => {
    expect(await run('rebuild', '--json')).toMatchObject({ status: 0 });
    tamper(`UPDATE subject SET state = 'dismissed'; DELETE FROM timer WHERE stream = '${ALERT}'`);
    const { status, out } = await run('rebuild', '--json');
    expect(status).toBe(1);
    expect(out).toContain(ALERT);
    expect(await app.storage.subjects({ kind: 'alert', open: true, limit: 9 })).toHaveLength(1);
    expect(await run('rebuild', '--json')).toMatchObject({ status: 0 });
    await app.at('10:20');
    expect(app.messages('command').some(({ text }) => text.includes(ALERT))).toBe(true);
  });

  it('is rebuilt for every kind of stream that the program runs', () => {
    const rebuilt = streamRebuilds(app.storage, shippedPolicy).map(({ prefix }) => prefix);
    expect(app.app.streams.all.map(({ prefix }) => prefix)).toEqual(rebuilt);
  });
});

describe('export', () => {
  it.each(['md', 'json', 'csv', 'html'])(
    'gives the timeline as %s, masked (S4-04)',
    async (format) => {
      const { status, out } = await run('export', KEY, '--format', format);
      expect(status).toBe(0);
      expect(out).toContain('*******5678'.replaceAll('*', format === 'md' ? '\\*' : '*'));
      expect(out).not.toContain('13812345678');
    },
  );

  it('writes CSV that spreadsheets open in Chinese and without running anything (F-S3)', async () => {
    const { out } = await run('export', KEY, '--format', 'csv');
    expect(out.startsWith('\uFEFF')).toBe(true);
    expect(out).not.toMatch(/(?:^|,)"?[=+\-@]/mu);
  });

  it('says so when there is no such incident', async () => {
    expect(await run('export', 'INC-20200101-01')).toMatchObject({ status: 1, out: '' });
    expect(await run('export')).toMatchObject({ status: 2 });
  });
});

describe('doctor', () => {
  it('reports every check and how to mend what is wrong', async () => {
    const { out } = await run('doctor', '--json');
    const { findings } = JSON.parse(out);
    expect(findings.map(({ check }: { check: string }) => check)).toEqual(
      expect.arrayContaining(['messengers', 'accounts', 'roles', 'database', 'outbox', 'timers']),
    );
  });
});
