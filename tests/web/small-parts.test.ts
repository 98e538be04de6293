import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cookieText, readCookies } from '#web/cookies.ts';
import { html, markup } from '#web/html.ts';
import { languageOf } from '#web/language.ts';
import { cursorText, listQueryOf, ticketQueryOf } from '#web/list-query.ts';
import { dayEndIn, dayStartIn } from '#web/local-day.ts';
import { thinned } from '#web/parts/metrics.ts';
import { wrapped } from '#web/parts/playbook-drawing.ts';

describe('markup', () => {
  it('takes everything that is put in for text', () => {
    const made = html`<p title=${'"><script>'}>${'<script>alert(1)</script>&'}</p>`;
    expect(markup(made)).toBe(
      '<p title="&quot;>&lt;script>">&lt;script>alert(1)&lt;/script>&amp;</p>',
    );
  });

  it('keeps the space at the end of a line, which is one between words', () => {
    expect(
      markup(html`<p>
        ${'a'} ·
        ${'b'}
      </p>`),
    ).toBe('<p> a · b </p>');
  });
});

describe('the language of a reader', () => {
  const none = {
    asked: undefined,
    chosen: undefined,
    header: undefined,
    fallback: 'zh-CN',
  } as const;

  it.each([
    [{ header: 'en-GB,en;q=0.9' }, 'en'],
    [{ header: 'de, zh-TW;q=0.8, en;q=0.9' }, 'en'],
    [{ header: 'zh-Hant' }, 'zh-CN'],
    [{ header: 'fr' }, 'zh-CN'],
    [{ header: ';;;q=,' }, 'zh-CN'],
    [{ header: 'en', chosen: 'zh-CN' }, 'zh-CN'],
    [{ header: 'en', chosen: 'klingon' }, 'en'],
    [{ header: 'zh', chosen: 'zh-CN', asked: 'en' as const }, 'en'],
    [{ fallback: 'en' as const }, 'en'],
  ])('%o → %s', (given, wanted) => {
    expect(languageOf({ ...none, ...given })).toBe(wanted);
  });
});

describe('cookies', () => {
  it('are read by name, and the first of a name counts', () => {
    expect(readCookies('a=1; b=2; a=3; broken; =x')).toMatchObject({ a: '1', b: '2' });
    expect(readCookies(undefined)).toEqual({});
  });

  it('never come without HttpOnly and SameSite, and with Secure behind TLS', () => {
    const name = 'fenghuo_session';
    expect(cookieText({ name, value: 'x', lastsMs: 60_000 }, true)).toBe(
      'fenghuo_session=x; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60',
    );
    expect(cookieText({ name, value: undefined }, false)).toBe(
      'fenghuo_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
    );
  });
});

describe('a search', () => {
  const known = {
    scenarios: ['system-failure'],
    dayStart: dayStartIn('Asia/Shanghai'),
    dayEnd: dayEndIn('Asia/Shanghai'),
  };
  const read = (query: string) => listQueryOf(new URLSearchParams(query), known);

  it('takes days of the organisation’s zone, the last one whole', () => {
    expect(read('from=2026-12-01&to=2026-12-01')).toEqual({
      words: [],
      from: Date.parse('2026-11-30T16:00:00Z'),
      to: Date.parse('2026-12-01T16:00:00Z'),
    });
    const berlin = dayEndIn('Europe/Berlin')('2026-10-25') ?? 0;
    expect(berlin - (dayStartIn('Europe/Berlin')('2026-10-25') ?? 0)).toBe(25 * 3_600_000);
  });

  it('goes on from the place that a cursor names, and refuses any other text', () => {
    const place = { openedAt: 1_796_000_000_000, key: 'INC-20261201-01' };
    expect(read(`after=${cursorText(place)}`)).toMatchObject({ after: place });
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = listQueryOf(new URLSearchParams({ after: text }), known);
        expect('trouble' in found || found.after !== undefined).toBe(true);
      }),
    );
  });

  it('never throws, whatever is asked', () => {
    const field = fc.constantFrom(
      'q',
      'level',
      'state',
      'scenario',
      'from',
      'to',
      'region',
      'department',
      'category',
      'incident',
      'after',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(field, fc.string())), (pairs) => {
        const asked = new URLSearchParams(pairs.map(([a, b]) => [a, b]));
        expect(listQueryOf(asked, known)).toBeDefined();
        expect(ticketQueryOf(asked, { ...known, departments: ['tech'] }, [])).toBeDefined();
      }),
    );
  });
});

describe('few points of many', () => {
  it('keep the lowest and the highest, in the order of time', () => {
    const points = Array.from({ length: 5_000 }, (_, n) => [n, n === 2_345 ? -9 : n % 7] as const);
    const few = thinned(points, 100);
    expect(few.length).toBeLessThanOrEqual(100);
    expect(few).toContainEqual([2_345, -9]);
    expect(few.map(([at]) => at)).toEqual(few.map(([at]) => at).toSorted((a, b) => a - b));
    expect(thinned(points.slice(0, 50), 100)).toHaveLength(50);
  });
});

describe('a title in a drawing', () => {
  it('is broken where it does not fit, and loses nothing', () => {
    for (const text of [
      '无法快速修复时引导至公众号/在线客服，并请一线客服逐个登记后统一回访',
      'Divert callers to online chat when it cannot be mended quickly, and call them back',
    ]) {
      const lines = wrapped(text);
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
    expect(wrapped('短')).toEqual(['短']);
  });
});
