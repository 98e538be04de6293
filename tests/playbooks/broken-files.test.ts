import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadRulebook } from '#playbooks/load.ts';
import type { FileProblem } from '#playbooks/problem.ts';

const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url));
const EVILS = readdirSync(FIXTURES).toSorted();

/** "night-shift.yaml:7 unknown-role" for every mark "# ! unknown-role" in the files of a folder. */
const marked = (dir: string): readonly string[] =>
  readdirSync(dir)
    .flatMap((file) =>
      readFileSync(join(dir, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const codes = / # ! (.+)$/.exec(line)?.[1]?.split(' ') ?? [];
          return codes.map((code) => `${file}:${index + 1} ${code}`);
        }),
    )
    .toSorted();

const told = (problems: readonly FileProblem[]): readonly string[] =>
  problems.map(({ file, line, problem }) => `${basename(file)}:${line} ${problem.code}`).toSorted();

const problemsOf = (evil: string): readonly FileProblem[] => {
  const loaded = loadRulebook({ overrideDir: join(FIXTURES, evil) });
  return loaded.ok ? [] : loaded.problems;
};

describe('a rule file that is wrong', () => {
  it('has fixtures for every kind of evil', () => {
    expect(EVILS.length).toBeGreaterThan(30);
  });

  it.each(EVILS)('%s: is refused with file and line, and nothing else is', (evil) => {
    const expected = marked(join(FIXTURES, evil));
    expect(expected).not.toEqual([]);
    expect(told(problemsOf(evil))).toEqual(expected);
  });

  it('is explained in both languages, with the allowed values', () => {
    const [problem] = problemsOf('unknown-scheme');
    expect(problem?.path).toBe('scheme');
    expect(problem?.allowed).toEqual(['hotline', 'aftersales']);
    expect(problem?.message['zh-CN']).toBe('不认识的分级方案“hotlin”。可用：hotline、aftersales');
    expect(problem?.message.en).toBe(
      'Unknown severity scheme "hotlin". Known: hotline, aftersales',
    );
  });

  it('says which keys there are when one is unknown', () => {
    const paths = problemsOf('unknown-key').map(({ path, allowed }) => [
      path,
      allowed?.includes('sustainedFor'),
    ]);
    expect(paths).toContainEqual(['triggers[0].sustained', true]);
  });

  it('never speaks in codes: every message has words in both languages', () => {
    const messages = EVILS.flatMap(problemsOf).map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(60);
    for (const message of messages) {
      expect(message['zh-CN']).toMatch(/[\u4e00-\u9fa5]/);
      expect(message.en).toMatch(/^[^\u4e00-\u9fa5]*[A-Za-z]/);
    }
  });

  it('S4-14: a retention under 730 days names the days and the minimum', () => {
    const [problem] = problemsOf('retention-too-short');
    expect(problem?.problem).toEqual({ code: 'retention-too-short', days: 365, minimum: 730 });
  });

  it('is a folder that does not exist', () => {
    const loaded = loadRulebook({ overrideDir: join(FIXTURES, 'nowhere') });
    expect(loaded.ok ? [] : loaded.problems.map(({ problem }) => problem.code)).toEqual([
      'unreadable',
    ]);
  });
});
