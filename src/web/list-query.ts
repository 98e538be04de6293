import type { ListQuery } from '#app/reading/incident-list.ts';
import type { TroubleCode } from './page.ts';

/** The fields of the search form; each is a word or a choice as typed. */
export const WORD_FIELDS = ['q', 'product', 'region', 'cause'] as const;
const MOST_CHARACTERS = 200;
const MOST_WORDS = 12;

const PHASES = ['triage', 'active', 'monitoring', 'closed', 'cancelled'];
const LEVELS = ['sev1', 'sev2', 'sev3', 'none'];

type Cursor = NonNullable<ListQuery['after']>;

/** A place in the list, as it stands in an address. */
export const cursorText = ({ openedAt, key }: Cursor): string =>
  Buffer.from(`${openedAt} ${key}`).toString('base64url');

const CURSOR = /^(?<at>\d{1,15}) (?<key>[A-Z]{3}-[\w-]{1,40})$/u;

const cursorOf = (text: string): Cursor | undefined => {
  const found = CURSOR.exec(Buffer.from(text, 'base64url').toString())?.groups;
  const at = Number(found?.['at']);
  const key = found?.['key'];
  return key === undefined || !Number.isSafeInteger(at) ? undefined : { openedAt: at, key };
};

/** A moment of a local day, from "2026-12-01". */
type MomentOf = (day: string) => number | undefined;

const oneOf = (value: string | null, known: readonly string[]): string | undefined | null => {
  if (value === null || value === '') return undefined;
  return known.includes(value) ? value : null;
};

const dayOf = (value: string | null, moment: MomentOf): number | undefined | null => {
  if (value === null || value === '') return undefined;
  return moment(value) ?? null;
};

/** What a search asks for, or why it cannot be understood. */
export const listQueryOf = (
  params: URLSearchParams,
  known: {
    readonly scenarios: readonly string[];
    readonly dayStart: MomentOf;
    readonly dayEnd: MomentOf;
  },
): ListQuery | { readonly trouble: TroubleCode } => {
  const typed = WORD_FIELDS.map((field) => params.get(field) ?? '');
  const words = typed.flatMap((text) => text.split(/\s+/u)).filter((word) => word !== '');
  if (typed.join('').length > MOST_CHARACTERS || words.length > MOST_WORDS)
    return { trouble: 'search-too-long' };
  const scenario = oneOf(params.get('scenario'), known.scenarios);
  const severity = oneOf(params.get('level'), LEVELS);
  const state = oneOf(params.get('state'), ['open', ...PHASES]);
  const from = dayOf(params.get('from'), known.dayStart);
  const to = dayOf(params.get('to'), known.dayEnd);
  if (scenario === null || severity === null || state === null || from === null || to === null)
    return { trouble: 'bad-filter' };
  const cursor = params.get('after');
  const after = cursor === null ? undefined : cursorOf(cursor);
  if (cursor !== null && after === undefined) return { trouble: 'bad-cursor' };
  return {
    words,
    ...(scenario === undefined ? {} : { scenario }),
    ...(severity === undefined ? {} : { severity }),
    ...(state === 'open' ? { open: true } : {}),
    ...(state === undefined || state === 'open' ? {} : { phase: state }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(after === undefined ? {} : { after }),
  };
};
