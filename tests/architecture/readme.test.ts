import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REGISTRY } from '#commands/registry.ts';

const english = readFileSync('README.md', 'utf8');
const chinese = readFileSync('README.zh-CN.md', 'utf8');

const headings = (text: string): string[] =>
  [...text.matchAll(/^(#+) /gm)].map(([, level = '']) => level);
const commands = (text: string): string[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)```/gm)].map(([, body = '']) => body);
const inline = (text: string): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
const tables = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => [line.split('|')[1]?.trim() ?? '', String(line.split('|').length)]);
const pictures = (text: string): string[] =>
  [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path = '']) => path);
const links = (text: string): string[] =>
  [...text.matchAll(/(?<!!)\[[^\]]*\]\(([^)]+)\)/g)].map(([, path = '']) => path);

describe('the two READMEs tell the same', () => {
  it('have the same headings', () => {
    expect(headings(chinese)).toEqual(headings(english));
    expect(headings(english).length).toBeGreaterThan(5);
  });

  it('name the same commands', () => {
    expect(commands(chinese)).toEqual(commands(english));
    expect(inline(chinese)).toEqual(inline(english));
  });

  it('have the same tables', () => {
    const keys = (text: string) =>
      tables(text).map(([first = '', columns = '']) => [
        first.startsWith('`') ? first : '',
        columns,
      ]);
    expect(keys(chinese)).toEqual(keys(english));
  });

  it('link and show what exists', () => {
    const named = [
      ...links(english),
      ...links(chinese),
      ...pictures(english),
      ...pictures(chinese),
    ];
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
    expect(pictures(chinese)).toEqual(
      pictures(english).map((path) => path.replace('-en.', '-zh.')),
    );
  });

  it('name every verb there is, and none that is not', () => {
    const told = [...english.matchAll(/^\| (`[a-z]+`(?:, `[a-z]+`)*) \|/gm)].flatMap(
      ([, verbs = '']) => verbs.replaceAll('`', '').split(', '),
    );
    const hidden = ['join', 'vote', 'retry'];
    expect(told.toSorted()).toEqual(
      REGISTRY.map(({ id }) => id)
        .filter((id) => !hidden.includes(id))
        .toSorted(),
    );
  });

  it('start the way the package says', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(scripts).toHaveProperty('start');
    expect(scripts).toHaveProperty('test');
    expect(scripts).toHaveProperty('fenghuo');
  });
});
