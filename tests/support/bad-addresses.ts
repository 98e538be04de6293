import { expect, it } from 'vitest';
import type { Locale } from '#domain/locale.ts';
import type { Page } from './web-stage.ts';

type BadAddress = readonly [path: string, status: number, zh: string, en: string];

/** Each address is answered with a page in the reader's language that leads back to `wayBack`. */
export const itLeadsBackFrom = (
  get: (path: string, headers: Readonly<Record<string, string>>) => Promise<Page>,
  cases: readonly BadAddress[],
  wayBack = /^\//u,
): void => {
  it.each(cases)(
    '%s is a page in the reader’s language, with the way back',
    async (path, status, zh, en) => {
      const said: Readonly<Record<Locale, string>> = { 'zh-CN': zh, en };
      for (const [language, words] of Object.entries(said)) {
        const answer = await get(path, { 'accept-language': language });
        expect(answer.status).toBe(status);
        expect(answer.headers.get('content-type')).toContain('text/html');
        expect(answer.text).toContain(words);
        const back = /class="way-back"> *<a(?: class="button")? href="(?<href>[^"]*)"/u.exec(
          answer.text,
        )?.groups?.['href'];
        expect(back ?? 'no way back').toMatch(wayBack);
      }
    },
  );
};
