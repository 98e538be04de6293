import { z } from 'zod';
import type { ChecklistItem, Scheme, SchemeLevel } from '#domain/playbook/playbook.ts';
import type { TicketClockRule, TicketRules, TicketScheme } from '#domain/ticket/rules.ts';
import {
  duration,
  durationOrZero,
  localised,
  omit,
  operator,
  perSeverity,
  severity,
  source,
  strict,
  text,
} from './fields.ts';
import { item } from './item.ts';

const MEETINGS: readonly string[] = ['emergency-meeting', 'executive-meeting'];

// A meeting that started is what these duties ask for; the shipped files leave it unsaid (E1, E2).
const withMeeting = (duty: ChecklistItem): ChecklistItem =>
  MEETINGS.includes(duty.id) && duty.completesOn === undefined
    ? { ...duty, completesOn: { event: 'meeting.started', of: [] } }
    : duty;

const incidentLevel = strict({
  names: localised,
  scope: strict({
    nationwide: z.boolean().exactOptional(),
    minRegions: z.int().nonnegative().exactOptional(),
    maxRegions: z.int().nonnegative().exactOptional(),
    minUsers: z.int().nonnegative().exactOptional(),
    maxUsers: z.int().nonnegative().exactOptional(),
  }).exactOptional(),
  difficulty: z.array(text).default([]),
  any: z.array(text).default([]),
  commandBody: text.exactOptional(),
  lead: text.exactOptional(),
  reportTo: text.exactOptional(),
  reportWithin: duration.exactOptional(),
  planApproval: text.exactOptional(),
  duties: z.array(item).default([]),
  cadence: strict({ every: duration, to: text, src: source }).exactOptional(),
  recoveryTarget: strict({ metric: text, op: operator, value: z.number() }).exactOptional(),
  note: text.exactOptional(),
}).transform(
  ({ reportWithin, cadence, duties, ...rest }): SchemeLevel => ({
    ...omit(rest, 'note'),
    duties: duties.map(withMeeting),
    ...(reportWithin === undefined ? {} : { reportWithinMs: reportWithin }),
    ...(cadence === undefined ? {} : { cadence: { everyMs: cadence.every, to: cadence.to } }),
  }),
);

const incidentScheme = strict({
  appliesTo: z.literal('incident'),
  dimensions: z.array(z.enum(['scope', 'difficulty'])).exactOptional(),
  levels: perSeverity(incidentLevel),
});

const ticketTimes = {
  respondWithin: durationOrZero.exactOptional(),
  progressWithin: durationOrZero.exactOptional(),
  resolveWithin: durationOrZero.exactOptional(),
};

const ticketScheme = strict({
  appliesTo: z.literal('ticket'),
  levels: perSeverity(
    strict({
      names: localised,
      examples: z.array(text).exactOptional(),
      owner: text.exactOptional(),
      routing: text.exactOptional(),
      ...ticketTimes,
    }),
  ),
  categories: z
    .record(
      text,
      strict({ ...ticketTimes, note: text.exactOptional(), rollup: text.exactOptional() }),
    )
    .exactOptional(),
});

const ticketClock = strict({
  due: duration.exactOptional(),
  dueAt: z
    .string()
    .regex(/^nextDay ([01]\d|2[0-3]):[0-5]\d$/)
    .exactOptional(),
  anchor: text.exactOptional(),
  onBreach: text.exactOptional(),
  category: text.exactOptional(),
  levels: z.array(severity).min(1).exactOptional(),
  src: source,
});

const boundary = z.record(text, operator);

/** severity-schemes.yaml. */
export const schemesSchema = strict({
  version: z.int().positive(),
  defaults: strict({ incident: text, ticket: text }),
  boundaryWords: strict({ inclusive: boundary, strict: boundary }).exactOptional(),
  canonical: perSeverity(strict({ rank: z.int().positive(), icon: text })),
  aliases: perSeverity(z.array(text)),
  conflictPolicy: z.enum(['strictest', 'scheme', 'scenario']).default('strictest'),
  schemes: z.record(text, z.discriminatedUnion('appliesTo', [incidentScheme, ticketScheme])),
  ticketClocks: z.record(text, ticketClock).default({}),
});

export type SchemesFile = z.output<typeof schemesSchema>;

const NEXT_DAY = /^nextDay /;

const clockRules = ({ ticketClocks }: SchemesFile): readonly TicketClockRule[] =>
  Object.entries(ticketClocks).flatMap(([id, { due, category, onBreach }]) =>
    due === undefined
      ? []
      : [
          {
            id,
            dueMs: due,
            ...(category === undefined ? {} : { category }),
            ...(onBreach === undefined ? {} : { onBreach }),
          },
        ],
  );

const afterHoursOf = ({ ticketClocks }: SchemesFile): Pick<TicketRules, 'afterHours'> => {
  const { dueAt, levels = ['sev2', 'sev3'] } = ticketClocks['afterHours'] ?? {};
  return dueAt === undefined ? {} : { afterHours: { clock: dueAt.replace(NEXT_DAY, ''), levels } };
};

/** The schemes and clocks of tickets. */
export const ticketRules = (file: SchemesFile): TicketRules => {
  const schemes: Record<string, TicketScheme> = {};
  for (const [id, scheme] of Object.entries(file.schemes))
    if (scheme.appliesTo === 'ticket')
      schemes[id] = { id, levels: scheme.levels, categories: scheme.categories ?? {} };
  return {
    defaultScheme: file.defaults.ticket,
    strictest: file.conflictPolicy === 'strictest',
    schemes,
    clocks: clockRules(file),
    ...afterHoursOf(file),
  };
};

/** The schemes that grade incidents. */
export const incidentSchemes = (file: SchemesFile): Readonly<Record<string, Scheme>> => {
  const found: Record<string, Scheme> = {};
  for (const [id, scheme] of Object.entries(file.schemes))
    if (scheme.appliesTo === 'incident') found[id] = { id, levels: scheme.levels };
  return found;
};
