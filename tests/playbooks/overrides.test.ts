import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRulebook, SHIPPED_DIR, type LoadedRulebook } from '#playbooks/load.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const shippedText = (name: string): string => readFileSync(join(SHIPPED_DIR, name), 'utf8');

const loadWith = (files: Readonly<Record<string, string>>): LoadedRulebook => {
  const loaded = loadRulebook({ overrideDir: temporaryDirectory(files) });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message.en).join('\n'));
  return loaded;
};

const thresholdOf = ({ rulebook }: LoadedRulebook): number | undefined =>
  rulebook.playbooks['system-failure']?.triggers.find(({ id }) => id === 'sf-connect-low')?.value;

const NIGHT_SHIFT = `
id: night-shift
version: 3
names: { zh-CN: 夜班, en: Night shift }
aliases: [夜班]
scheme: hotline
defaultSeverity: sev3
`;

describe('a folder of own playbooks', () => {
  it('S0-04: replaces a shipped playbook by one with the same id, and keeps the shipped one to compare', () => {
    const edited = shippedText('system-failure.yaml').replace(
      'op: lt, value: 80',
      'op: lt, value: 82',
    );
    const loaded = loadWith({ 'our-outage.yaml': edited });
    expect(thresholdOf(loaded)).toBe(82);
    expect(thresholdOf({ ...loaded, rulebook: loaded.shipped })).toBe(80);
    expect(loaded.origin['system-failure']).toMatch(/our-outage\.yaml$/);
  });

  it('adds a scenario with a new id, beside the shipped ones', () => {
    const { rulebook } = loadWith({ 'night.yml': NIGHT_SHIFT });
    expect(rulebook.playbooks['night-shift']?.names.en).toBe('Night shift');
    expect(Object.keys(rulebook.playbooks)).toHaveLength(7);
  });

  it('may hold only what differs of common.yaml', () => {
    const { rulebook } = loadWith({
      'common.yaml': 'engine: { tick: 500ms }\ndeadlines: { verifyAlert: { due: 2s } }\n',
    });
    expect(rulebook.common.engine.tickMs).toBe(500);
    expect(rulebook.common.engine.warnAtFraction).toBe(0.8);
    expect(rulebook.common.deadlines.verifyAlert).toEqual({
      dueMs: 2_000,
      role: 'dutyOps',
      onBreach: ['commandGroup'],
    });
  });

  it('may hold a whole common.yaml', () => {
    const whole = shippedText('common.yaml').replace('tick: 30s', 'tick: 1s');
    const loaded = loadWith({ 'common.yaml': whole });
    expect(loaded.rulebook.common).toEqual({
      ...loaded.shipped.common,
      engine: { ...loaded.shipped.common.engine, tickMs: 1_000 },
    });
  });

  it('may change one level of one scheme', () => {
    const { rulebook } = loadWith({
      'severity-schemes.yaml':
        'schemes: { hotline: { levels: { sev1: { cadence: { every: 15m } } } } }\n',
    });
    expect(rulebook.schemes['hotline']?.levels.sev1.cadence).toEqual({
      everyMs: 900_000,
      to: 'warRoom',
    });
    expect(rulebook.schemes['hotline']?.levels.sev1.duties).toHaveLength(4);
  });

  it('lets a role it adds be used by its playbooks', () => {
    const { rulebook } = loadWith({
      'common.yaml': 'roles: { nightWatch: { zh-CN: 夜间值守, en: Night watch } }\n',
      'night.yaml': `${NIGHT_SHIFT}roles: [{ role: nightWatch, duty: { zh-CN: 值守, en: Watch } }]\n`,
    });
    expect(rulebook.playbooks['night-shift']?.roles[0]?.role).toBe('nightWatch');
  });

  it('blames the override, at its line, for what it brings in', () => {
    const dir = temporaryDirectory({ 'common.yaml': 'escalationLadder: { sev3: [nobody] }\n' });
    const loaded = loadRulebook({ overrideDir: dir });
    const places = loaded.ok
      ? []
      : loaded.problems.map(({ file, line, path }) => [file, line, path]);
    expect(places).toEqual([[join(dir, 'common.yaml'), 1, 'escalationLadder.sev3[0]']]);
  });

  it('names the line of the shipped file that its own rule forbids', () => {
    const forbidden = `forbiddenPhrases:
  - { match: [祝您一切顺利], severity: block, replace: { zh-CN: 再见, en: Goodbye } }
`;
    const loaded = loadRulebook({ overrideDir: temporaryDirectory({ 'common.yaml': forbidden }) });
    const line = shippedText('common.yaml')
      .split('\n')
      .findIndex((text) => text.includes('祝您一切顺利'));
    const places = loaded.ok ? [] : loaded.problems.map((problem) => [problem.file, problem.line]);
    expect(places).toEqual([[join(SHIPPED_DIR, 'common.yaml'), line + 1]]);
  });

  it('takes no notice of hidden files and of files that are no YAML', () => {
    const dir = temporaryDirectory({
      '.night.yaml.swp': 'x',
      '.hidden.yaml': 'x',
      'notes.txt': 'x',
    });
    writeFileSync(join(dir, 'README.md'), '# ours');
    expect(loadRulebook({ overrideDir: dir }).ok).toBe(true);
  });
});
