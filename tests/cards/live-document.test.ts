import { describe, expect, it } from 'vitest';
import { liveDocument } from '#cards/live-document.ts';
import { roomNames } from '#cards/room-name.ts';
import type { View } from '#cards/view.ts';
import { LOCALES, type Locale } from '#domain/locale.ts';
import { local } from '../support/desk.ts';
import { shippedPolicy } from '../support/policy.ts';
import { busy, DAY } from './fixture.ts';

const view = (locale: Locale): View => ({
  locale,
  timezone: 'Asia/Shanghai',
  now: local(DAY, '10:30'),
  policy: shippedPolicy,
});
const state = busy().incident;

describe('the living document', () => {
  it.each(LOCALES)(
    'tells what, when, where, who, why, how, what is said and what is due: %s',
    (locale) => {
      const { markdown } = liveDocument(state, view(locale));
      expect(markdown.match(/^## /gmu)).toHaveLength(9);
      expect(markdown).toContain(state.key);
      expect(markdown).not.toMatch(/undefined|\[object/u);
    },
  );

  it('has no Chinese words of its own in English', () => {
    const { markdown } = liveDocument(
      { ...state, tasks: [], announcements: [], facts: {} },
      view('en'),
    );
    const headings = markdown.match(/^## .*$/gmu)?.join(' ') ?? '';
    expect(headings).not.toMatch(/\p{Script=Han}/u);
  });

  it('shows what people wrote as text, whatever markup it holds', () => {
    const facts = { ...state.facts, cause: '<!channel> [x](http://evil.example) **loud**' };
    const { markdown } = liveDocument({ ...state, facts, title: '# <@U1> `x`' }, view('zh-CN'));
    expect(markdown).not.toMatch(/(?<!\\)\]\(/u);
    expect(markdown).not.toContain('**loud**');
    expect(markdown).not.toMatch(/(?<!\\)<[!@]/u);
    expect(markdown.startsWith('# INC-')).toBe(true);
  });

  it('is the same for the same incident at the same time', () => {
    expect(liveDocument(state, view('en'))).toEqual(liveDocument(state, view('en')));
  });
});

describe('the names of the room that takes the place of another', () => {
  it('end in its number, and stay within the limits', () => {
    const long = { ...state, key: `INC-20261201-01-${'x'.repeat(90)}`, title: '热'.repeat(400) };
    const names = roomNames(long, shippedPolicy, 2);
    expect(names.ascii).toMatch(/^[a-z0-9_-]+-2$/u);
    expect(names.ascii.length).toBeLessThanOrEqual(80);
    expect(names.display).toMatch(/ 2$/u);
    expect(names.purpose.length).toBeLessThanOrEqual(250);
    expect(names.purpose.startsWith(long.key)).toBe(true);
    expect(roomNames(state, shippedPolicy).ascii).toBe('inc-20261201-01-system-failure');
  });
});
