import type { Locale, Localised } from '#domain/locale.ts';
import type { Argument } from './argument.ts';
import type { PlacedFault } from './fault.ts';
import type { Given } from './given.ts';
import type { Act, ParseContext } from './request.ts';

/** Who may, for help only; the core decides. Roles by id. */
export type Who = 'anyone' | 'participant' | readonly string[];

/** Words for one thing in both languages; the first of each is the one that is shown. */
export type Words = Readonly<Record<Locale, readonly string[]>>;

/**
 * `needed`: the room's, the only open one, or a key. `named`: outside a room always by its key, as it
 * may be closed. `open`: as `needed`, but about none where none is open. `maybe`: about one only if it is
 * named or the act turns out so. `none`: never.
 */
export type IncidentNeed = 'needed' | 'named' | 'open' | 'maybe' | 'none';

export type Built = Act | { readonly faults: readonly PlacedFault[] };

/** A verb, or a verb with its sub-verb: everything that parser, forms, completion and help know of it. */
export interface Command {
  /** Canonical words: `announce draft`. */
  readonly id: string;
  /** Absent: the verb alone. */
  readonly sub?: Words;
  readonly args: readonly Argument[];
  readonly who: Who;
  readonly incident: IncidentNeed;
  /** A form opens when it is called bare even though nothing is required. */
  readonly formWhenBare?: boolean;
  readonly summary: Localised;
  readonly example: Localised;
  readonly build: (given: Given, context: ParseContext) => Built;
}

export type GroupId = 'start' | 'work' | 'people' | 'outside' | 'after' | 'self';

export interface Verb {
  readonly id: string;
  readonly words: Words;
  readonly group: GroupId;
  readonly commands: readonly Command[];
  /** The sub-verb that the bare verb means. */
  readonly bare?: string;
  /** The sub-verb that is probably meant when a quotation or an address follows the verb directly. */
  readonly assumed?: string;
}

interface CommandData<N extends string>
  extends Omit<Command, 'args' | 'build' | 'summary' | 'example' | 'sub'> {
  /** zh-CN words, then English ones. */
  readonly sub?: readonly [zh: string, en: string];
  readonly args: readonly Argument<N>[];
  readonly summary: readonly [zh: string, en: string];
  readonly example: readonly [zh: string, en: string];
  readonly build: (given: Given<N>, context: ParseContext) => Built;
}

const pair = ([zh, en]: readonly [string, string]): Localised => ({ 'zh-CN': zh, en });

/** Words written with spaces between them. */
export const words = (zh: string, en: string): Words => ({
  'zh-CN': zh.split(' '),
  en: en.split(' '),
});

/** A command whose `build` may only ask for arguments that it declares. */
export const command = <const N extends string>({
  sub,
  summary,
  example,
  ...data
}: CommandData<N>): Command => ({
  ...data,
  ...(sub === undefined ? {} : { sub: words(...sub) }),
  summary: pair(summary),
  example: pair(example),
});
