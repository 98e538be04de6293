import * as fc from 'fast-check';
import type { CommandMeta, IncidentIntent, IncidentIntentType } from '#domain/incident/command.ts';
import { actorOf } from '#domain/incident/people.ts';
import { SYSTEM, type PersonRef } from '#domain/person.ts';
import { HOUR, SECOND } from '#domain/time.ts';
import { archivingPolicy } from '../support/policy.ts';
import { INTENTS, people } from './arbitrary-intents.ts';
import { STORYLINES, type Told } from './storylines.ts';

/** What one person, or the machinery, asks for, how long after the last step. */
export interface Step {
  readonly afterMs: number;
  readonly person: PersonRef;
  readonly via: string;
  /** Its moments are distances from the step's own. */
  readonly intent: IncidentIntent;
}

/** How often an intent comes by itself, where not once; cancelling ends a run and is rare. */
const WEIGHTS: Partial<Record<IncidentIntentType, number>> = {
  deadlinesPassed: 12,
  grade: 3,
  vote: 6,
  announceDraft: 3,
  announceSent: 3,
  taskDone: 4,
  ack: 4,
  resolve: 2,
  close: 2,
  actionAdd: 2,
  cancel: 0.4,
  open: 0.4,
};

const isType = (type: string): type is IncidentIntentType => Object.hasOwn(INTENTS, type);
export const INTENT_TYPES: readonly IncidentIntentType[] = Object.keys(INTENTS).filter(isType);

/** Leaves out what is undefined, as exact optional properties want it. */
const present = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;

const intentOf = (type: IncidentIntentType): fc.Arbitrary<IncidentIntent> =>
  fc
    .record(INTENTS[type] as Record<string, fc.Arbitrary<unknown>>, { noNullPrototype: true })
    .map((fields) => present({ type, ...fields }) as IncidentIntent);

const lapse = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 300 }).map((seconds) => seconds * SECOND) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 10_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }).map((hours) => hours * HOUR) },
);

const BUSY = new Set(['lin', 'chen', 'su', 'li', 'zheng', 'sun']);
/** Half of the steps are taken by those who may do most, or a run would be little but refusals. */
const doer = fc.oneof(
  fc.constantFrom(...people.filter(({ id }) => BUSY.has(id))),
  fc.constantFrom(...people),
);

/** What the watch and the tickets tell. */
const FROM_OUTSIDE: readonly IncidentIntentType[] = [
  'triggerMet',
  'recovered',
  'recordFigure',
  'proposePlaybook',
  'linkTickets',
  'noteTickets',
];

const machineryOf = (type: IncidentIntentType): string | undefined => {
  if (type === 'deadlinesPassed') return 'timer';
  if (FROM_OUTSIDE.includes(type)) return 'ingest';
  return type.startsWith('record') ? 'delivery' : undefined;
};

const stepOf = (type: IncidentIntentType): fc.Arbitrary<Step> => {
  const machinery = machineryOf(type);
  return fc.record(
    {
      afterMs: lapse,
      person: machinery === undefined ? doer : fc.constant(SYSTEM),
      via: machinery === undefined ? fc.constantFrom('slack', 'feishu') : fc.constant(machinery),
      intent: intentOf(type),
    },
    { noNullPrototype: true },
  );
};

/** Any intent by anybody. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  ...INTENT_TYPES.map((type) => ({
    weight: Math.ceil((WEIGHTS[type] ?? 1) * 10),
    arbitrary: stepOf(type),
  })),
);

const told = ([person, intent, afterMs = SECOND]: Told): Step => ({
  afterMs,
  person: people.find(({ id }) => id === person) ?? SYSTEM,
  via: machineryOf(intent.type) ?? 'slack',
  intent,
});
const story: fc.Arbitrary<readonly Step[]> = fc.constantFrom(
  ...STORYLINES.map((line) => line.map(told)),
);
const oneStep: fc.Arbitrary<readonly Step[]> = anyStep.map((step) => [step]);

const SCENARIOS = ['system-failure', ...Object.keys(archivingPolicy.playbooks)];
/** An opening that is taken. */
const opening: fc.Arbitrary<Step> = fc
  .tuple(stepOf('open'), fc.constantFrom(...SCENARIOS))
  .map(([step, scenario]) => {
    const { startedAt: _, ...intent } = { startedAt: 0, ...step.intent };
    return { ...step, intent: { ...intent, scenario } as IncidentIntent };
  });

/** An opening, then anything by anybody, with stretches of what people really do. */
export const steps = (maxLength = 14): fc.Arbitrary<readonly Step[]> =>
  fc
    .tuple(
      opening,
      fc.array(fc.oneof({ weight: 5, arbitrary: oneStep }, { weight: 2, arbitrary: story }), {
        maxLength,
        size: 'max',
      }),
    )
    .map(([first, rest]) => [first, ...rest.flat()]);

const INSTANTS = new Set(['startedAt', 'at', 'eta', 'dueAt', 'since']);
const later = (value: unknown, now: number): unknown =>
  typeof value === 'number' ? value + now : value;

/** The intent with its moments put beside `now`. */
export const placedAt = (intent: IncidentIntent, now: number): IncidentIntent =>
  Object.fromEntries(
    Object.entries(intent).map(([name, value]: [string, unknown]) => {
      if (INSTANTS.has(name)) return [name, later(value, now)];
      return name === 'promises'
        ? [
            name,
            Object.fromEntries(
              Object.entries(value as object).map(([key, at]) => [key, later(at, now)]),
            ),
          ]
        : [name, value];
    }),
  ) as IncidentIntent;

export const START = Date.parse('2026-12-01T10:04:00+08:00');

export const metaOf = (step: Step, now: number): CommandMeta => ({
  now,
  via: step.via,
  actor:
    step.person.id === SYSTEM.id
      ? SYSTEM
      : (actorOf(archivingPolicy, step.person.id) ?? { ...step.person, groups: [] }),
});
