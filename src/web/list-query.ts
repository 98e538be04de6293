import type { ListQuery } from '#app/reading/incident-list.ts';
import type { SubjectQuery } from '#app/reading/subject-list.ts';
import type { TicketQuery } from '#app/reading/tickets.ts';
import type { View } from '#cards/view.ts';
import { TICKET_CATEGORIES } from '#domain/ticket/rules.ts';
import { dayEndIn, dayStartIn } from './local-day.ts';
import type { TroubleCode } from './page.ts';

/** The fields of the form of incidents; each is a word or a choice as typed. */
const WORD_FIELDS = ['q', 'product', 'region', 'cause'] as const;
const MOST_CHARACTERS = 200;
const MOST_WORDS = 12;

const PHASES = ['triage', 'active', 'monitoring', 'closed', 'cancelled'];
const LEVELS = ['sev1', 'sev2', 'sev3', 'none'];

interface Place {
  readonly at: number;
  readonly key: string;
}

const placeText = ({ at, key }: Place): string => Buffer.from(`${at} ${key}`).toString('base64url');

const CURSOR = /^(?<at>\d{1,15}) (?<key>[A-Z]{3}-[\w-]{1,40})$/u;

const placeOf = (text: string): Place | undefined => {
  const found = CURSOR.exec(Buffer.from(text, 'base64url').toString())?.groups;
  const at = Number(found?.['at']);
  const key = found?.['key'];
  return key === undefined || !Number.isSafeInteger(at) ? undefined : { at, key };
};

/** A place in the list of incidents, as it stands in an address. */
export const cursorText = ({ openedAt, key }: NonNullable<ListQuery['after']>): string =>
  placeText({ at: openedAt, key });

/** The same in a list of alerts or tickets. */
export const subjectCursorText = (place: NonNullable<SubjectQuery['after']>): string =>
  placeText(place);

/** A moment of a local day, from "2026-12-01". */
type MomentOf = (day: string) => number | undefined;

/** What filters may name. */
interface Known {
  readonly scenarios: readonly string[];
  readonly dayStart: MomentOf;
  readonly dayEnd: MomentOf;
}

/** The same of tickets. */
interface KnownOfTickets extends Known {
  readonly departments: readonly string[];
}

export const knownIn = ({ policy, timezone }: View): KnownOfTickets => ({
  scenarios: Object.keys(policy.playbooks),
  departments: policy.organisation.departments.map(({ id }) => id),
  dayStart: dayStartIn(timezone),
  dayEnd: dayEndIn(timezone),
});

type Trouble = { readonly trouble: TroubleCode };

const oneOf = <T extends string>(
  value: string | null,
  known: readonly T[],
): T | undefined | null => {
  if (value === null || value === '') return undefined;
  return known.find((one) => one === value) ?? null;
};

const dayOf = (value: string | null, moment: MomentOf): number | undefined | null => {
  if (value === null || value === '') return undefined;
  return moment(value) ?? null;
};

const wordsIn = (
  params: URLSearchParams,
  fields: readonly string[],
): readonly string[] | undefined => {
  const typed = fields.map((field) => params.get(field) ?? '');
  const words = typed.flatMap((text) => text.split(/\s+/u)).filter((word) => word !== '');
  const isTooMuch = typed.join('').length > MOST_CHARACTERS || words.length > MOST_WORDS;
  return isTooMuch ? undefined : words;
};

interface Common {
  readonly asked: Pick<SubjectQuery, 'scenario' | 'from' | 'to'>;
  readonly state: string | undefined;
  readonly place: Place | undefined;
}

/** What every list can be asked for: choices, a period, and where it goes on. */
const commonOf = (
  params: URLSearchParams,
  known: Known,
  states: readonly string[],
): Common | Trouble => {
  const scenario = oneOf(params.get('scenario'), known.scenarios);
  const state = oneOf(params.get('state'), states);
  const from = dayOf(params.get('from'), known.dayStart);
  const to = dayOf(params.get('to'), known.dayEnd);
  if (scenario === null || state === null || from === null || to === null)
    return { trouble: 'bad-filter' };
  const cursor = params.get('after');
  const place = cursor === null ? undefined : placeOf(cursor);
  if (cursor !== null && place === undefined) return { trouble: 'bad-cursor' };
  const asked = {
    ...(scenario === undefined ? {} : { scenario }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  return { asked, state, place };
};

/** What a search of incidents asks for, or why it cannot be understood. */
export const listQueryOf = (params: URLSearchParams, known: Known): ListQuery | Trouble => {
  const words = wordsIn(params, WORD_FIELDS);
  if (words === undefined) return { trouble: 'search-too-long' };
  const severity = oneOf(params.get('level'), LEVELS);
  const common = commonOf(params, known, ['open', ...PHASES]);
  if ('trouble' in common) return common;
  if (severity === null) return { trouble: 'bad-filter' };
  const { asked, state, place } = common;
  return {
    words,
    ...asked,
    ...(severity === undefined ? {} : { severity }),
    ...(state === 'open' ? { open: true } : {}),
    ...(state === undefined || state === 'open' ? {} : { phase: state }),
    ...(place === undefined ? {} : { after: { openedAt: place.at, key: place.key } }),
  };
};

/** The same of alerts or tickets, whose states are given. */
export const subjectQueryOf = (
  params: URLSearchParams,
  known: Known,
  states: readonly string[],
): SubjectQuery | Trouble => {
  const words = wordsIn(params, ['q']);
  if (words === undefined) return { trouble: 'search-too-long' };
  const common = commonOf(params, known, states);
  if ('trouble' in common) return common;
  const { asked, state, place } = common;
  return {
    words,
    ...asked,
    ...(state === undefined ? {} : { state }),
    ...(place === undefined ? {} : { after: place }),
  };
};

const INCIDENT = /^[A-Z]{3}-\d{8}-\d{1,6}$/u;
const TICKET_LEVELS = ['sev1', 'sev2', 'sev3'] as const;

const incidentIn = (value: string | null): string | undefined | null => {
  if (value === null || value === '') return undefined;
  return INCIDENT.test(value) ? value : null;
};

/** The same of tickets, which have a level, a category, a department and perhaps an incident. */
export const ticketQueryOf = (
  params: URLSearchParams,
  known: KnownOfTickets,
  states: readonly string[],
): TicketQuery | Trouble => {
  const common = subjectQueryOf(params, known, states);
  if ('trouble' in common) return common;
  const severity = oneOf(params.get('level'), TICKET_LEVELS);
  const category = oneOf(params.get('category'), TICKET_CATEGORIES);
  const department = oneOf(params.get('department'), known.departments);
  const incident = incidentIn(params.get('incident'));
  if (severity === null || category === null || department === null || incident === null)
    return { trouble: 'bad-filter' };
  return {
    ...common,
    ...(severity === undefined ? {} : { severity }),
    ...(category === undefined ? {} : { category }),
    ...(department === undefined ? {} : { department }),
    ...(incident === undefined ? {} : { incident }),
  };
};
