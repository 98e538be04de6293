import { describe, expect, it, onTestFinished } from 'vitest';
import { SCOPES } from '#adapters/feishu/scopes.ts';
import { doctor } from '#cli/doctor.ts';
import { runCommandLine } from '#cli/run.ts';
import { peopleInFeishu, standingChats } from '../support/feishu/cast.ts';
import { createFakeFeishu } from '../support/feishu/create-fake-feishu.ts';
import { shippedPolicy } from '../support/policy.ts';
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
const FEISHU = { FEISHU_APP_ID: 'cli_0123456789abcdef', FEISHU_APP_SECRET: 'hush' };
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

  it('asks Feishu when it is on, says so when there is no answer, and tells no secret', async () => {
    const { status, out, findings } = await run({ ...FEISHU, FEISHU_DOMAIN: 'http://127.0.0.1:2' });
    expect(status).toBe(1);
    expect(findings.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(['feishu']);
    expect(out).not.toContain('hush');
  });

  it('says what is wrong with an App ID that could never connect', async () => {
    const { findings } = await run({ ...FEISHU, FEISHU_APP_ID: 'cli_1' });
    const wrong = findings.filter(({ ok }) => !ok);
    expect(wrong.map(({ check }) => check)).toEqual(['feishu app id']);
    expect(wrong[0]?.said).toContain('FEISHU_APP_ID');
  });

  it('looks at several messengers at once, each on its own', async () => {
    const nowhere = { SLACK_API_URL: NOWHERE, FEISHU_DOMAIN: 'http://127.0.0.1:2' };
    const { findings } = await run({ ...SLACK, ...FEISHU, ...nowhere });
    const wrong = findings.filter(({ ok }) => !ok).map(({ check }) => check);
    expect(wrong).toEqual(['slack', 'feishu']);
    const on = findings.find(({ check }) => check === 'messengers');
    expect(on?.said).toBe('on: slack, feishu');
  });

  it('does not miss those who are reached on another messenger', async () => {
    const feishu = await createFakeFeishu({
      people: peopleInFeishu(shippedPolicy),
      chats: standingChats(shippedPolicy),
      transport: 'websocket',
      scopes: SCOPES.map(({ name }) => name),
    });
    onTestFinished(() => feishu.close());
    const env = {
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_DOMAIN: feishu.domain,
    };
    const missed = async (more: Readonly<Record<string, string>>) => {
      const { findings } = await run({ ...env, ...more });
      return findings.filter(({ check, ok }) => check.startsWith('feishu') && !ok);
    };
    // Two people of the sample organisation are in Slack alone.
    expect(await missed({})).toMatchObject([
      { check: 'feishu links', said: 'their e-mail is not in Feishu: 陈波, 钱多' },
    ]);
    expect(await missed({ ...SLACK, SLACK_API_URL: NOWHERE })).toEqual([]);
    expect(feishu.violations).toEqual([]);
  });
});
