import { describe, expect, it } from 'vitest';
import { doctor } from '#cli/doctor.ts';
import { runCommandLine } from '#cli/run.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

interface Told {
  readonly check: string;
  readonly ok: boolean;
  readonly said: string;
}

const run = async (env: Readonly<Record<string, string>>) => {
  let out = '';
  const dir = temporaryDirectory();
  const all = { DATABASE_URL: `file:${dir}/fenghuo.db`, LOCALE: 'en', ...env };
  const status = await runCommandLine([doctor], ['doctor', '--json'], all, {
    out: (text) => (out += text),
    err: () => {},
  });
  const { findings }: { readonly findings: readonly Told[] } = JSON.parse(out);
  return { status, out, findings };
};

// Nothing listens there.
const NOWHERE = 'http://127.0.0.1:2/api/';
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-hush', SLACK_APP_TOKEN: 'xapp-1-hush' };

describe('doctor', () => {
  it('works before the first start, when there is no database yet', async () => {
    const { status, findings } = await run({ SANDBOX: 'on' });
    expect(status).toBe(0);
    expect(findings.at(-1)).toMatchObject({ check: 'database', ok: true });
  });

  it('asks Slack when it is on, says so when there is no answer, and tells no token', async () => {
    const { status, out, findings } = await run({ ...SLACK, SLACK_API_URL: NOWHERE });
    expect(status).toBe(1);
    expect(findings.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(['slack']);
    expect(out).not.toContain('hush');
  });

  it('does not pretend that Feishu works', async () => {
    const feishu = { FEISHU_APP_ID: 'cli_1', FEISHU_APP_SECRET: 'x' };
    const { status, findings } = await run({ ...feishu, SANDBOX: 'on' });
    expect(status).toBe(1);
    expect(findings.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(['feishu']);
  });
});
