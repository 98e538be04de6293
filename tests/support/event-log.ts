import type {
  ApprovalTerms,
  Choice,
  DeadlineKind,
  IncidentEvent,
  IncidentEventType,
  PayloadOf,
  VoteIgnoredReason,
} from '#domain/incident/event.ts';
import { foldIncident } from '#domain/incident/evolve.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { fillLocalised } from '#domain/incident/text-check.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Anchor, Severity } from '#domain/playbook/playbook.ts';
import { DAY, HOUR, MINUTE, type Instant } from '#domain/time.ts';
import {
  addTasks,
  deadlineRef,
  finishTask,
  penOf,
  type LogOptions,
  type Pen,
} from './event-pen.ts';

export type { LogOptions } from './event-pen.ts';

const optional = <K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> => {
  const made: Partial<Record<K, string>> = {};
  if (value !== undefined) made[key] = value;
  return made;
};

const openedPayload = ({ options, playbook, scheme }: Pen): PayloadOf<'incident.opened'> => {
  const { common } = options.policy;
  return {
    key: options.key ?? 'INC-20261201-01',
    title: options.title ?? playbook.names['zh-CN'],
    playbook,
    scheme,
    engine: common.engine,
    ladder: common.escalationLadder,
    timezone: common.timezone,
    locale: 'zh-CN',
    suggestion: { severity: playbook.defaultSeverity, reasons: [{ kind: 'default' }] },
    scope: { regions: [], nationwide: false },
    flags: [],
    messengers: ['slack'],
    gradeDueMs: common.deadlines.gradeIncident.dueMs,
  };
};

const lifecycleActs = (pen: Pen) => ({
  opened: (more: Partial<PayloadOf<'incident.opened'>> = {}) =>
    pen.write('incident.opened', { ...openedPayload(pen), ...more }),
  graded: (severity: Severity, reason?: string) => {
    pen.severity = severity;
    const cadence = pen.scheme.levels[severity].cadence ?? { everyMs: 30 * MINUTE, to: 'warRoom' };
    pen.write('incident.graded', { severity, ...optional('reason', reason), cadence });
  },
  resolved: (reason = '已恢复') => pen.write('incident.resolved', { reason }),
  /** Closes and generates the review. */
  closed: (reason?: string) => {
    const due = { postmortemDraftDue: pen.now + 24 * HOUR, postmortemReviewDue: pen.now + 5 * DAY };
    pen.write('incident.closed', { ...optional('reason', reason), openTasks: [], ...due });
    pen.write('postmortem.generated', { version: pen.episode });
  },
  reopened: (reason: string) => {
    pen.episode += 1;
    pen.write('incident.reopened', { reason, episode: pen.episode });
  },
});

const workActs = (pen: Pen) => ({
  /** The playbook's items with this anchor, due from now. */
  checklist: (anchor: Anchor) =>
    addTasks(
      pen,
      pen.playbook.checklist.filter((item) => item.anchor === anchor),
      { kind: 'playbook', playbook: pen.playbook.id },
    ),
  /** The duties of the level graded last. */
  duties: () =>
    addTasks(pen, pen.scheme.levels[pen.severity].duties, {
      kind: 'level',
      severity: pen.severity,
    }),
  done: (item: string, note?: string) => finishTask(pen, item, optional('note', note)),
  /** Ticked by another event instead of by a person. */
  ticked: (item: string, by: NonNullable<PayloadOf<'task.done'>['by']>) =>
    finishTask(pen, item, { by }),
  superseded: (because: PayloadOf<'tasks.superseded'>['because'], ...items: readonly string[]) =>
    pen.write('tasks.superseded', {
      ids: items.map((item) => pen.tasks.get(item)?.id ?? item),
      because,
    }),
  assigned: (role: string, ...people: readonly string[]) =>
    pen.write('role.assigned', { role, people: people.map((id) => pen.person(id)) }),
  metric: (values: Readonly<Record<string, number>>) => pen.write('metric.recorded', { values }),
  update: (text: string, more: Partial<PayloadOf<'update.posted'>> = {}) => {
    pen.updates += 1;
    pen.write('update.posted', { n: pen.updates, text, ...more });
  },
  breached: (id: string, kind: DeadlineKind, due: string, escalateTo?: string) => {
    const deadline = deadlineRef(pen, id, kind, due);
    const data = { deadline, lateMs: pen.now - deadline.dueAt, afterRestart: false };
    pen.write(
      'deadline.breached',
      { ...data, ...optional('escalateTo', escalateTo) },
      deadline.dueAt,
    );
  },
  escalated: (id: string, kind: DeadlineKind, due: string, escalateTo: string) => {
    const deadline = deadlineRef(pen, id, kind, due);
    pen.write('deadline.escalated', { deadline, step: 2, escalateTo, resumed: false });
  },
  acknowledged: (id: string, kind: DeadlineKind, due: string, reason: string) =>
    pen.write('deadline.acknowledged', { deadline: deadlineRef(pen, id, kind, due), reason }),
});

interface Draft {
  readonly template?: string;
  readonly kind?: string;
  readonly channels?: readonly string[];
  readonly vars?: Readonly<Record<string, string>>;
  readonly supersedes?: string;
  readonly promises?: Readonly<Record<string, string>>;
  readonly problems?: PayloadOf<'announcement.drafted'>['problems'];
}

const draftPayload = (pen: Pen, id: string, draft: Draft): PayloadOf<'announcement.drafted'> => {
  const version = (pen.versions.get(id) ?? 0) + 1;
  pen.versions.set(id, version);
  const channels = draft.channels ?? ['website', 'app', 'sms'];
  const promises = Object.entries(draft.promises ?? {});
  return {
    id,
    version,
    template: draft.template ?? 'initial',
    kind: draft.kind ?? 'notice',
    vars: draft.vars ?? {},
    texts: Object.fromEntries(
      channels.map((channel) => [channel, { 'zh-CN': '公告', en: 'Notice' }]),
    ),
    problems: draft.problems ?? [],
    preApproved: false,
    hold: false,
    ...optional('supersedes', draft.supersedes),
    promises: Object.fromEntries(promises.map(([name, time]) => [name, pen.instant(time)])),
  };
};

const terms = (
  pen: Pen,
  id: string,
  quorum: number,
  more: Partial<ApprovalTerms>,
): ApprovalTerms => {
  const version = pen.versions.get(id) ?? 1;
  return {
    id: `${id}.v${version}`,
    subject: 'announcement',
    ref: id,
    version,
    author: pen.actor,
    eligible: ['commandGroup'],
    quorum,
    mustInclude: [],
    allowSelf: false,
    decideBy: pen.now + pen.options.policy.common.deadlines.decideApproval.dueMs,
    ...more,
  };
};

const speakingActs = (pen: Pen) => ({
  wording: (
    id: string,
    source: 'playbook' | 'typed',
    vars: Readonly<Record<string, string>> = {},
  ) => {
    const template = pen.playbook.wording ?? { 'zh-CN': '口径', en: 'Wording' };
    pen.write('wording.proposed', { id, text: fillLocalised(template, vars), vars, source });
    pen.write('wording.published', { id });
  },
  drafted: (id: string, draft: Draft = {}) =>
    pen.write('announcement.drafted', draftPayload(pen, id, draft)),
  submitted: (id: string, quorum: number, more: Partial<ApprovalTerms> = {}) =>
    pen.write('approval.submitted', { approval: terms(pen, id, quorum, more) }),
  votes: (approval: string, choice: Choice = 'approve') =>
    pen.write('vote.cast', { approval, choice, roles: ['commandGroup'] }),
  ignored: (approval: string, reason: VoteIgnoredReason, choice: Choice = 'approve') =>
    pen.write('vote.ignored', { approval, choice, reason }),
  approved: (approval: string, ...by: readonly string[]) =>
    pen.write('approval.approved', { approval, by: by.map((id) => pen.person(id)) }),
  rejected: (approval: string, reason?: string) =>
    pen.write('approval.rejected', { approval, by: pen.actor, ...optional('reason', reason) }),
  sent: (id: string, ...channels: readonly string[]) => {
    for (const channel of channels)
      pen.write('announcement.published', { id, version: pen.versions.get(id) ?? 1, channel });
  },
});

const clockActs = (pen: Pen) => ({
  at: (time: string) => {
    pen.now = pen.instant(time);
  },
  /** A person of the organisation file, or `system`; the messenger stays until named again. */
  by: (person: string, via?: string) => {
    pen.actor = pen.person(person);
    const usual = pen.via === 'timer' ? 'slack' : pen.via;
    pen.via = via ?? (person === 'system' ? 'timer' : usual);
  },
  /** The next event happened then, and is written down at the time of `at`. */
  happened: (time: string) => {
    pen.occurred = pen.instant(time);
  },
});

type Acts = ReturnType<typeof clockActs> &
  ReturnType<typeof lifecycleActs> &
  ReturnType<typeof workActs> &
  ReturnType<typeof speakingActs>;

/** A record written by hand, line by line; every line gives the record back. */
export type EventLog = {
  readonly [K in keyof Acts]: (...given: Parameters<Acts[K]>) => EventLog;
} & {
  readonly record: <T extends IncidentEventType>(type: T, data: PayloadOf<T>) => EventLog;
  readonly person: (id: string) => PersonRef;
  readonly instant: (time: string) => Instant;
  readonly events: readonly IncidentEvent[];
  /** The record folded; throws when nothing was opened. */
  readonly state: IncidentState;
};

/**
 * Writes the record of an incident by hand:
 * `log({ policy }).at('10:04').by('wang').opened().checklist('opened').at('10:05').by('lin').graded('sev1')`.
 */
export const log = (options: LogOptions): EventLog => {
  const pen = penOf(options);
  const acts = { ...clockActs(pen), ...lifecycleActs(pen), ...workActs(pen), ...speakingActs(pen) };
  const chained = Object.entries(acts).map(([name, act]) => [
    name,
    (...given: readonly never[]) => {
      Reflect.apply(act, undefined, given);
      return self;
    },
  ]);
  const self: EventLog = Object.defineProperties(Object.fromEntries(chained), {
    record: {
      value: <T extends IncidentEventType>(type: T, data: PayloadOf<T>) => {
        pen.write(type, data);
        return self;
      },
    },
    person: { value: pen.person },
    instant: { value: pen.instant },
    events: { get: () => pen.events },
    state: {
      get: () => {
        const state = foldIncident(undefined, pen.events);
        if (state === undefined) throw new Error('the record opens nothing');
        return state;
      },
    },
  });
  return self;
};
