import type { Locale, Localised } from '#domain/locale.ts';

/** 0 done, 1 found something wrong, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

/** What a verb may do with the terminal. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** One call of a verb, its words and options taken apart. */
export interface Call {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | true>>;
  readonly json: boolean;
  readonly locale: Locale;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
}

/** A verb of the command line; one file each, registered in verbs.ts. */
export interface Verb {
  readonly name: string;
  readonly summary: Localised;
  /** One line a form: "playbooks check [dir]". */
  readonly forms: readonly { readonly usage: string; readonly does: Localised }[];
  /** Options beside --help and --json; `value` when one follows. */
  readonly options?: Readonly<
    Record<string, { readonly value: boolean; readonly does: Localised }>
  >;
  /** `'usage'`: wrong use; the caller shows the help. */
  readonly run: (call: Call) => Promise<ExitCode | 'usage'> | ExitCode | 'usage';
}

export const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });
