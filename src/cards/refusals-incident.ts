import type { RejectionOf } from '#domain/rejection.ts';
import { clockText, factNames, fullClockText, playbookName, roleNames, words } from './view.ts';
import { button } from './build.ts';
import { code } from './line.ts';
import {
  levelIn,
  lineOr,
  quietly,
  replacedIn,
  taskTitle,
  verbName,
  withReason,
  withReplaced,
  type Refusal,
  type RefusalContext,
  type Refusals,
} from './refusal.ts';

/** Said twice: nothing is wrong, it is already so. */
const ALREADY = { resolve: 'monitoring', close: 'closed', cancel: 'cancelled' } as const;

const isAlready = ({ phase, verb }: RejectionOf<'wrong-phase'>): boolean =>
  Object.entries(ALREADY).some(([act, reached]) => act === verb && reached === phase);

/** What has to come before, where that is the reason. */
const firstStep = (
  { phase, verb }: RejectionOf<'wrong-phase'>,
  context: RefusalContext,
): Partial<Refusal> => {
  const { refusals } = words(context.view);
  const reason = refusals.reasonPlaceholder;
  if (phase === 'triage' && ['resolve', 'close', 'cadence'].includes(verb))
    return {
      instead: refusals.gradeFirst,
      copies: [`grade ${levelIn('sev2', context)} "${reason}"`],
    };
  return phase === 'active' && verb === 'close'
    ? { instead: refusals.resolveFirst, copies: [`resolve "${reason}"`] }
    : {};
};

const wrongPhase = (rejection: RejectionOf<'wrong-phase'>, context: RefusalContext): Refusal => {
  const { phase, verb } = rejection;
  const { view } = context;
  const { refusals, common } = words(view);
  const act = verbName(verb, view);
  if (isAlready(rejection)) return quietly(refusals.alreadyPhase(common.phases[phase]), view);
  if (phase === 'closed')
    return {
      said: [refusals.wrongPhaseClosed(act)],
      copies: [`reopen "${refusals.reasonPlaceholder}"`],
    };
  if (phase === 'cancelled') return { said: [refusals.wrongPhaseCancelled(act)] };
  return {
    said: [refusals.wrongPhase(common.phases[phase], act)],
    ...firstStep(rejection, context),
  };
};

/** How each kind of missing fact is added. */
const factLines = (missing: readonly string[], { view }: RefusalContext): readonly string[] => {
  const plain = missing.filter((name) => name !== 'evidence' && name !== 'priority');
  return [
    ...(missing.includes('evidence') ? ['link evidence https://…'] : []),
    ...(missing.includes('priority')
      ? [`meeting start --priority "${words(view).updates.priorityExample}"`]
      : []),
    ...(plain.length === 0 ? [] : [`facts ${plain.map((name) => `${name}="…"`).join(' ')}`]),
  ];
};

const gradedJustNow = (
  { severity, by, wanted }: RejectionOf<'graded-just-now'>,
  context: RefusalContext,
): Refusal => {
  const { refusals } = words(context.view);
  const [level, other] = [levelIn(severity, context), levelIn(wanted, context)];
  return {
    title: refusals.askTitle,
    said: [refusals.gradedJustNow(by.name, level, other)],
    buttons: [
      button(refusals.changeTo(other), `${lineOr(context, `grade ${other}`)} --confirm`),
      button(refusals.keep(level), `grade ${level}`, { style: 'primary' }),
    ],
  };
};

const taskNotOpen = (
  { task, status, by, at }: RejectionOf<'task-not-open'>,
  context: RefusalContext,
): Refusal => {
  const { view } = context;
  const { refusals } = words(view);
  const title = taskTitle(task, context);
  if (status === 'superseded') return quietly(refusals.taskSuperseded(title), view);
  if (status === 'skipped') return quietly(refusals.taskSkipped(title), view);
  return quietly(
    by === undefined || at === undefined
      ? refusals.taskDone(title)
      : refusals.taskDoneBy(title, by.name, clockText(at, view)),
    view,
  );
};

/** The playbook for whatever fits no other. */
const GENERAL = 'general';

const unknownScenario = (
  { given, known }: RejectionOf<'unknown-scenario'>,
  context: RefusalContext,
): Refusal => {
  const { view } = context;
  const { refusals } = words(view);
  return {
    said: [
      refusals.unknownScenario(given),
      known.includes(GENERAL) ? refusals.ifInDoubt(playbookName(GENERAL, view)) : '',
    ],
    buttons: known.slice(0, 8).map((id) =>
      button(playbookName(id, view), withReplaced(context, given, id, `open ${id}`), {
        form: true,
      }),
    ),
  };
};

const SOON_MS = 30 * 60_000;

const etaInPast = ({ eta }: RejectionOf<'eta-in-past'>, context: RefusalContext): Refusal => {
  const { view, line } = context;
  const later = clockText(view.now + SOON_MS, view);
  const corrected = replacedIn(context, clockText(eta, view), later);
  const fresh = line === undefined ? [`ack update --eta ${later}`] : [];
  return {
    said: [words(view).refusals.timeInPast(fullClockText(eta, view))],
    copies: corrected === undefined ? fresh : [corrected],
  };
};

type Codes =
  | 'incident-not-found'
  | 'unknown-scenario'
  | 'wrong-phase'
  | 'not-allowed'
  | 'reason-missing'
  | 'lowering-not-allowed'
  | 'already-graded'
  | 'graded-just-now'
  | 'task-not-found'
  | 'task-not-open'
  | 'facts-missing'
  | 'precondition-unconfirmed'
  | 'deadline-not-found'
  | 'eta-in-past'
  | 'time-in-future'
  | 'cadence-out-of-range'
  | 'playbook-already-attached'
  | 'playbook-not-found'
  | 'tasks-open'
  | 'reopen-window-passed'
  | 'confidential'
  | 'already-joined'
  | 'nothing-to-record';

/** Refusals about the incident itself, its level, its clocks and its checklist. */
export const INCIDENT_REFUSALS = {
  'incident-not-found': ({ key }, { view }) => {
    const { refusals } = words(view);
    return {
      said: [key === '' ? refusals.incidentUnknown : refusals.incidentNotFound(key)],
      buttons: [button(refusals.buttons.incidents, 'status')],
    };
  },
  'unknown-scenario': unknownScenario,
  'wrong-phase': wrongPhase,
  'not-allowed': ({ verb, needs }, { view }) => ({
    said: [words(view).refusals.notAllowed(verbName(verb, view), roleNames(needs, view))],
  }),
  'reason-missing': ({ verb }, context) => ({
    said: [words(context.view).refusals.reasonMissing(verbName(verb, context.view))],
    copies: [withReason(context, verb)],
  }),
  'lowering-not-allowed': ({ from, to }, context) => {
    const { refusals } = words(context.view);
    const [level, lower] = [levelIn(from, context), levelIn(to, context)];
    return {
      said: [refusals.lowering(level, lower)],
      instead: refusals.loweringLine,
      copies: [`grade ${lower} "${refusals.reasonPlaceholder}"`],
    };
  },
  'already-graded': ({ severity, by, at }, context) =>
    quietly(
      words(context.view).refusals.alreadyGraded(
        levelIn(severity, context),
        by.name,
        clockText(at, context.view),
      ),
      context.view,
    ),
  'graded-just-now': gradedJustNow,
  'task-not-found': ({ given, open }, context) => {
    const { refusals } = words(context.view);
    const [first] = open;
    return {
      said: [
        refusals.taskNotFound(given),
        first === undefined ? refusals.taskNoneOpen : refusals.taskOpen,
      ],
      items: open.map((id) => refusals.taskOpenItem(code(id), taskTitle(id, context))),
      copies:
        first === undefined ? [] : [withReplaced(context, given, first, `task done ${first}`)],
      buttons: [button(refusals.buttons.tasks, 'task list')],
    };
  },
  'task-not-open': taskNotOpen,
  'facts-missing': ({ task, missing }, context) => ({
    said: [
      words(context.view).refusals.factsMissing(
        taskTitle(task, context),
        factNames(missing, context.view),
      ),
    ],
    copies: factLines(missing, context),
  }),
  'precondition-unconfirmed': ({ task, zh, en }, { view }) => {
    const { refusals } = words(view);
    const condition = view.locale === 'zh-CN' ? zh : en;
    const done = `task done ${task} "${refusals.preconditionNote(condition)}"`;
    return {
      said: [refusals.precondition(condition)],
      copies: [done],
      buttons: [button(refusals.confirmAndDone, done, { style: 'primary' })],
    };
  },
  'deadline-not-found': ({ given, known }, context) => {
    const { refusals } = words(context.view);
    const [first] = known;
    return {
      said: [refusals.deadlineNotFound(given)],
      items: known.map(code),
      copies:
        first === undefined
          ? []
          : [withReplaced(context, given, first, `ack ${first} "${refusals.reasonPlaceholder}"`)],
    };
  },
  'eta-in-past': etaInPast,
  'time-in-future': ({ at }, context) => {
    const { view } = context;
    const typed = clockText(at, view);
    const now = clockText(view.now, view);
    return {
      said: [words(view).refusals.timeInFuture(fullClockText(at, view))],
      copies: [withReplaced(context, typed, now, `note "…" --at ${now}`)],
    };
  },
  'cadence-out-of-range': ({ minMinutes, maxHours }, { view }) => ({
    said: [words(view).refusals.cadence(minMinutes, maxHours)],
    copies: [`cadence 30m "${words(view).refusals.reasonPlaceholder}"`],
  }),
  'playbook-already-attached': ({ playbook }, { view }) =>
    quietly(words(view).refusals.playbookAttached(playbookName(playbook, view)), view),
  'playbook-not-found': ({ given, known }, context) => ({
    said: [words(context.view).refusals.playbookNotFound(given)],
    buttons: known
      .slice(0, 8)
      .map((id) =>
        button(
          playbookName(id, context.view),
          withReplaced(context, given, id, `playbook show ${id}`),
        ),
      ),
  }),
  'tasks-open': ({ tasks }, context) => {
    const { refusals } = words(context.view);
    return {
      said: [refusals.tasksOpen(tasks.length)],
      items: tasks.map((id) => taskTitle(id, context)),
      instead: refusals.tasksOpenHint,
      copies: [`close --force "${refusals.reasonPlaceholder}"`],
      buttons: [
        button(refusals.buttons.tasks, 'task list', { style: 'primary' }),
        button(refusals.buttons.forceClose, 'close', { form: true }),
      ],
    };
  },
  'reopen-window-passed': ({ closedAt, hours }, { view, state }) => {
    const { refusals } = words(view);
    const scenario = state?.playbooks[0]?.playbook.id ?? 'general';
    const linked = state === undefined ? '' : ` --linked ${state.key}`;
    const opening = `open ${scenario} "${state?.title ?? refusals.titlePlaceholder}"${linked}`;
    return {
      said: [refusals.reopenPassed(fullClockText(closedAt, view), hours)],
      copies: [opening],
      buttons: [
        button(words(view).queries.buttons.open, opening, { style: 'primary', form: true }),
      ],
    };
  },
  confidential: ({ key }, { view }) => ({ said: [words(view).refusals.confidential(key)] }),
  'already-joined': ({ key }, { view }) => quietly(words(view).refusals.joined(key), view),
  'nothing-to-record': ({ verb }, { view }) => ({
    said: [words(view).refusals.nothingToRecord(verbName(verb, view))],
    copies: verb === 'metric' ? ['metric connectRate=68'] : [],
  }),
} satisfies Refusals<Codes>;
