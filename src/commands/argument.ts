import type { Localised } from '#domain/locale.ts';
import type { Sense } from './values/instant.ts';

export type ArgumentKind =
  /** One word or one quotation. */
  | 'text'
  /** All words that are left. */
  | 'rest'
  /** A name from the incident or the rules, see `from`. */
  | 'id'
  | 'level'
  | 'scenario'
  | 'role'
  | 'person'
  | 'people'
  | 'duration'
  | 'instant'
  | 'number'
  | 'users'
  | 'regions'
  | 'words'
  | 'url'
  | 'choice'
  /** Any `key=value`. */
  | 'vars'
  | 'flag';

/** Where the values of an `id`, the words of `words` or the keys of `vars` come from. */
export type Source =
  | 'tasks'
  | 'deadlines'
  | 'templates'
  | 'announcements'
  | 'channels'
  | 'approvals'
  | 'actions'
  | 'fields'
  | 'verbs'
  | 'messengers'
  | 'flags'
  | 'facts'
  | 'variables'
  | 'metrics'
  | 'incidents';

export interface Choice {
  readonly value: string;
  readonly label: Localised;
  readonly words: readonly string[];
}

export interface Argument<N extends string = string> {
  readonly name: N;
  readonly kind: ArgumentKind;
  readonly label: Localised;
  /** Words for it in `key=value`, beside its name and label. */
  readonly keys: readonly string[];
  readonly positional: boolean;
  /** Nothing can be made of the command without it. */
  readonly required: boolean;
  /** The core refuses without it, in its own words; the form asks for it. */
  readonly wanted: boolean;
  /** Means something only beside this value of another argument; a form that is set to another one leaves it out. */
  readonly goesWith?: { readonly argument: string; readonly value: string };
  /** In characters. */
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly sense?: Sense;
  readonly choices?: readonly Choice[];
  /** Other values than the choices are taken as typed. */
  readonly others?: boolean;
  readonly from?: Source;
  /** What stands in a corrected line where it is missing. */
  readonly placeholder?: Localised;
}

export const TITLE_LIMIT = 200;
export const TEXT_LIMIT = 5_000;
export const REASON_LIMIT = 1_000;

type Options = Partial<Omit<Argument, 'name' | 'kind' | 'label' | 'placeholder'>> & {
  /** zh-CN and en. */
  readonly placeholder?: readonly [string, string];
};

const placeholderOf = (words: readonly [string, string] | undefined) =>
  words === undefined ? {} : { placeholder: { 'zh-CN': words[0], en: words[1] } };

/** One argument of a command: optional and by key unless the options say otherwise. */
export const argument = <const N extends string>(
  name: N,
  kind: ArgumentKind,
  zh: string,
  en: string,
  { placeholder, ...options }: Options = {},
): Argument<N> => ({
  name,
  kind,
  label: { 'zh-CN': zh, en },
  keys: [],
  positional: false,
  required: false,
  wanted: false,
  ...options,
  ...placeholderOf(placeholder),
});

export const choice = (
  value: string,
  zh: string,
  en: string,
  ...words: readonly string[]
): Choice => ({ value, label: { 'zh-CN': zh, en }, words });

/** The reason of an act: all words that are left. */
export const reasonArgument = (options: Options = {}): Argument<'reason'> =>
  argument('reason', 'rest', '原因', 'Reason', {
    positional: true,
    maxLength: REASON_LIMIT,
    keys: ['理由', 'why'],
    ...options,
  });
