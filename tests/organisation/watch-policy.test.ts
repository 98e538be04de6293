import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Policy } from '#domain/policy.ts';
import { SHIPPED_DIR } from '#playbooks/load.ts';
import type { FileProblem } from '#playbooks/problem.ts';
import { loadPolicy, type PolicyPaths } from '#src/organisation/policy.ts';
import { watchPolicy } from '#src/organisation/watch-policy.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const OUTAGE = readFileSync(join(SHIPPED_DIR, 'system-failure.yaml'), 'utf8');
const PEOPLE = `company: 晨星
agents: 10
people:
  - { id: lin, name: 林悦, groups: [commandGroup] }
`;

const withThreshold = (value: number): string =>
  OUTAGE.replace('op: lt, value: 80', `op: lt, value: ${value}`);

const thresholdIn = (policy: Policy | undefined): number | undefined =>
  policy?.playbooks['system-failure']?.triggers.find(({ id }) => id === 'sf-connect-low')?.value;

const givenFiles = () => {
  const dir = temporaryDirectory({ 'outage.yaml': OUTAGE });
  const organisationFile = join(temporaryDirectory({ 'people.yaml': PEOPLE }), 'people.yaml');
  const paths: PolicyPaths = { organisationFile, playbooksDir: dir };
  return { paths, organisationFile, outage: join(dir, 'outage.yaml') };
};

const watching = (paths: PolicyPaths) => {
  const policies: Policy[] = [];
  const problems: (readonly FileProblem[])[] = [];
  const watch = watchPolicy(
    paths,
    (policy) => policies.push(policy),
    (found) => problems.push(found),
  );
  onTestFinished(watch.stop);
  return { ...watch, policies, problems };
};

describe('rules that change while running', () => {
  it('S0-04: are in force after a reload, as a new policy beside the old one', () => {
    const { paths, outage } = givenFiles();
    const before = loadPolicy(paths);
    const { reloadNow, policies } = watching(paths);
    writeFileSync(outage, withThreshold(82));
    reloadNow();
    expect(policies.map(thresholdIn)).toEqual([82]);
    expect(thresholdIn(before.ok ? before.policy : undefined)).toBe(80);
  });

  it('stay as they were when the edit is broken; the problems are told once', () => {
    const { paths, outage } = givenFiles();
    const { reloadNow, policies, problems } = watching(paths);
    writeFileSync(outage, OUTAGE.replace('due: 5m', 'due: soon'));
    expect(reloadNow().ok).toBe(false);
    reloadNow();
    expect(policies).toEqual([]);
    expect(problems.map((found) => found.map(({ problem }) => problem.code))).toEqual([
      ['bad-duration'],
    ]);
  });

  it('are told again as soon as the file is mended, even to what it was', () => {
    const { paths, outage } = givenFiles();
    const { reloadNow, policies } = watching(paths);
    writeFileSync(outage, 'id: [');
    reloadNow();
    writeFileSync(outage, OUTAGE);
    reloadNow();
    expect(policies.map(thresholdIn)).toEqual([80]);
  });

  it('are not told when nothing in them changed', () => {
    const { paths, outage } = givenFiles();
    const { reloadNow, policies, problems } = watching(paths);
    writeFileSync(outage, `# a comment\n${OUTAGE}`);
    expect(reloadNow().ok).toBe(true);
    expect([policies, problems]).toEqual([[], []]);
  });

  it('end a right as soon as the person leaves the organisation file', () => {
    const { paths, organisationFile } = givenFiles();
    const { reloadNow, policies } = watching(paths);
    writeFileSync(organisationFile, PEOPLE.replace('lin, name: 林悦', 'su, name: 苏敏'));
    reloadNow();
    expect(policies.map(({ organisation }) => organisation.people.map(({ id }) => id))).toEqual([
      ['su'],
    ]);
  });

  it('survive that the folder goes away', () => {
    const { paths } = givenFiles();
    const { reloadNow, problems } = watching(paths);
    rmSync(paths.playbooksDir ?? '', { recursive: true });
    reloadNow();
    expect(problems.flat().map(({ problem }) => problem.code)).toEqual(['unreadable']);
  });

  it('are noticed without being asked', async () => {
    const { paths, outage } = givenFiles();
    const changed = new Promise<Policy>((resolve, reject) => {
      const watch = watchPolicy(paths, resolve, reject);
      onTestFinished(watch.stop);
    });
    writeFileSync(outage, withThreshold(75));
    expect(thresholdIn(await changed)).toBe(75);
  });

  it('cannot be changed by whoever holds them', () => {
    const loaded = loadPolicy();
    const policy = loaded.ok ? loaded.policy : undefined;
    expect(Object.isFrozen(policy)).toBe(true);
    expect(Object.isFrozen(policy?.organisation.people[0]?.groups)).toBe(true);
    expect(Object.isFrozen(policy?.playbooks['general']?.checklist[0]?.title)).toBe(true);
  });

  it('are checked together: a group may be a role that the own common.yaml adds', () => {
    const { organisationFile, paths } = givenFiles();
    writeFileSync(organisationFile, PEOPLE.replace('commandGroup', 'nightWatch'));
    expect(loadPolicy(paths).ok).toBe(false);
    writeFileSync(
      join(paths.playbooksDir ?? '', 'common.yaml'),
      'roles: { nightWatch: { zh-CN: 夜间值守, en: Night watch } }\n',
    );
    expect(loadPolicy(paths).ok).toBe(true);
  });
});
