import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { playbooks } from '#cli/playbooks.ts';
import { runCommandLine } from '#cli/run.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const said = { out: '', err: '' };
  const status = await runCommandLine([playbooks], args, env, {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
  });
  return { status, ...said };
};

const NIGHT_SHIFT = `id: night-shift
version: 2
names: { zh-CN: 夜班, en: Night shift }
scheme: hotline
defaultSeverity: sev3
checklist:
  - { id: late, anchor: opened, due: 2h, role: logistics, title: { zh-CN: 晚, en: Late } }
  - { id: after, anchor: resolved, due: 1m, role: logistics, title: { zh-CN: 后, en: After } }
  - { id: soon, anchor: opened, due: 90s, role: dutyOps, title: { zh-CN: 早, en: Soon } }
`;
const BROKEN = NIGHT_SHIFT.replace('role: dutyOps', 'role: nobody');

describe('playbooks check', () => {
  it('S0-06: prints the steps in due order with role and period', async () => {
    const { status, out } = await run(['playbooks', 'check']);
    expect(status).toBe(0);
    const part = out.slice(out.indexOf('系统故障 (system-failure) v1 · 自带'));
    const steps = part.split('\n').slice(1, 9);
    expect(steps[0]).toBe(
      '  开启后 5 分钟 · 技术支持组 · 启动备用服务器/切换备用线路 (switch-backup)',
    );
    expect(steps.map((step) => /\(([\w-]+)\)$/.exec(step)?.[1])).toEqual([
      'switch-backup',
      'notify-tech-ops',
      'manual-recording',
      'publish-wording',
      'announce',
      'divert-online',
      'progress-feedback',
      'recovery-notice',
    ]);
    expect(steps[7]).toContain('解除后 30 分钟');
  });

  it('orders by what starts the clock, then by the period, whatever the order in the file', async () => {
    const dir = temporaryDirectory({ 'night.yaml': NIGHT_SHIFT });
    const { out } = await run(['playbooks', 'check', dir], { LOCALE: 'en' });
    const part = out.slice(out.indexOf('Night shift (night-shift) v2 · added'));
    expect(part.split('\n').slice(1, 4)).toEqual([
      '  after opening 90 s · Duty operator · Soon (soon)',
      '  after opening 2 h · Support & logistics team · Late (late)',
      '  after resolving 1 min · Support & logistics team · After (after)',
    ]);
  });

  it('checks the folder of PLAYBOOKS_DIR when none is named', async () => {
    const dir = temporaryDirectory({ 'night.yaml': NIGHT_SHIFT });
    expect((await run(['playbooks', 'check'], { PLAYBOOKS_DIR: dir })).out).toContain(
      'night-shift',
    );
  });

  it('ends with 1 and prints file, line and what is wrong', async () => {
    const dir = temporaryDirectory({ 'night.yaml': BROKEN });
    const { status, out } = await run(['playbooks', 'check', dir], { LOCALE: 'en' });
    expect(status).toBe(1);
    expect(out).toMatch(
      /night\.yaml:9:\d+ checklist\[2\]\.role: Unknown role "nobody"\. Known: leadership, /,
    );
    expect(out).toContain('1 problem found');
  });

  it('tells problems in Chinese unless LOCALE says otherwise', async () => {
    const dir = temporaryDirectory({ 'night.yaml': BROKEN });
    expect((await run(['playbooks', 'check', dir])).out).toContain('不认识的角色“nobody”');
  });

  it('prints JSON for programs, good or bad', async () => {
    const good = await run(['playbooks', 'check', '--json']);
    expect(JSON.parse(good.out)).toMatchObject({
      ok: true,
      playbooks: [{ id: 'call-surge' }, {}, {}, {}, {}, {}],
    });
    const dir = temporaryDirectory({ 'night.yaml': BROKEN });
    const bad = await run(['playbooks', '--json', 'check', dir]);
    expect(bad.status).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({
      ok: false,
      problems: [{ line: 9, path: 'checklist[2].role', problem: { code: 'unknown-role' } }],
    });
  });
});

describe('the command line', () => {
  it.each([
    [[]],
    [['nonsense']],
    [['playbooks']],
    [['playbooks', 'chek']],
    [['playbooks', 'check', 'a', 'b']],
    [['playbooks', 'check', '--jsn']],
    [['playbooks', 'check', '--json=yes']],
  ])('ends with 2 and shows how, on the error stream, for %j', async (args) => {
    const { status, out, err } = await run(args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('npm run fenghuo --');
  });

  it.each([
    [['--help']],
    [['help']],
    [['playbooks', '--help']],
    [['playbooks', 'check', '--help']],
  ])('shows help for %j and ends with 0', async (args) => {
    const { status, out } = await run(args, { LOCALE: 'en' });
    expect(status).toBe(0);
    expect(out).toContain('npm run fenghuo --');
  });

  it('runs as a program, with its status', () => {
    const out = execFileSync(process.execPath, [MAIN, 'playbooks', 'check', '--json'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(out)).toMatchObject({ ok: true });
    expect(spawnSync(process.execPath, [MAIN, 'playbooks', 'check', '/nowhere']).status).toBe(1);
    expect(spawnSync(process.execPath, [MAIN, 'nonsense']).status).toBe(2);
  });
});
