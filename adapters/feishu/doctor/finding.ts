import type { Localised } from '#domain/locale.ts';

/** One thing that was looked at: fine, or what is wrong and how to mend it. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly said: Localised;
  readonly mend?: Localised;
}

export const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

export const fine = (check: string, said: Localised): Finding => ({ check, ok: true, said });

export const wrong = (check: string, said: Localised, mend: Localised): Finding => ({
  check,
  ok: false,
  said,
  mend,
});

/** Names in a row, as both languages write them. */
export const listed = (names: readonly string[]) => ({
  zh: names.join('、'),
  en: names.join(', '),
});
