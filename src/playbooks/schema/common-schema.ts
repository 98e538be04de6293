import { z } from 'zod';
import type { ApprovalRule, Common, PerSeverity } from '#domain/playbook/playbook.ts';
import {
  clock,
  duration,
  issue,
  localised,
  omit,
  perSeverity,
  source,
  strict,
  text,
} from './fields.ts';
import { isTimezone } from '../timezone.ts';

/** Two years: the shortest time records are kept (S4, 保存期限不少于2年). */
const LEGAL_RETENTION_DAYS = 730;

const fraction = z.number().gt(0).lt(1);

const engine = strict({
  warnAtFraction: fraction,
  escalateAgainAfter: z.number().gt(0),
  escalateAgainMin: duration,
  tick: duration,
  mergeWindow: duration,
  dismissCooldown: duration,
  immediate: duration,
  platformDownAfter: duration,
  reopenWindow: duration,
  standbySummaryAfter: duration,
  quietHours: strict({ from: clock, to: clock, onlyPeriodsOver: duration }),
}).transform(({ quietHours: { onlyPeriodsOver, ...hours }, ...given }) => ({
  warnAtFraction: given.warnAtFraction,
  escalateAgainAfter: given.escalateAgainAfter,
  escalateAgainMinMs: given.escalateAgainMin,
  tickMs: given.tick,
  mergeWindowMs: given.mergeWindow,
  dismissCooldownMs: given.dismissCooldown,
  immediateMs: given.immediate,
  platformDownAfterMs: given.platformDownAfter,
  reopenWindowMs: given.reopenWindow,
  standbySummaryAfterMs: given.standbySummaryAfter,
  quietHours: { ...hours, onlyPeriodsOverMs: onlyPeriodsOver },
}));

const standing = strict({
  anchor: z.enum(['alerted', 'opened', 'submitted', 'assigned', 'closed']),
  due: duration,
  role: text,
  onBreach: z.array(text).default([]),
  src: source,
}).transform(({ due, role, onBreach }) => ({ dueMs: due, role, onBreach }));

const quorumOf = (value: number | PerSeverity<number>): PerSeverity<number> =>
  typeof value === 'number' ? { sev1: value, sev2: value, sev3: value } : value;

const votes = z.int().nonnegative();
const quorum = z.union([votes, perSeverity(votes)]).transform(quorumOf);
const roleList = z.array(text).min(1);

const approval = strict({
  eligible: roleList,
  quorum,
  mustInclude: z.array(text).default([]),
  allowSelf: z.boolean().default(false),
});

// Who may approve a plan is said by the level of the scheme (planApproval), else the command group.
const planApproval = strict({
  eligibleBy: z.literal('scheme.level.planApproval'),
  fallback: z.literal('commandGroup'),
  quorum,
  allowSelf: z.boolean().default(false),
}).transform(
  (given): ApprovalRule => ({
    eligible: [],
    quorum: given.quorum,
    mustInclude: [],
    allowSelf: given.allowSelf,
  }),
);

// Everyone named must agree, so the quorum is their number.
const wordingOverride = strict({ eligible: roleList, mustInclude: roleList }).transform(
  (given): ApprovalRule => ({
    ...given,
    quorum: quorumOf(given.mustInclude.length),
    allowSelf: false,
  }),
);

const wordingApproval = strict({
  eligible: roleList,
  quorum,
  mustInclude: z.array(text).default([]),
  allowSelf: z.boolean().default(false),
  overrides: z.record(text, wordingOverride).default({}),
});

const forbidden = strict({
  match: z.array(text).min(1),
  severity: z.enum(['block', 'warn']),
  replace: localised,
  unless: z
    .string()
    .regex(/^cause == \S+$/)
    .exactOptional(),
  src: source,
}).transform(({ unless, ...rest }) => ({
  ...omit(rest, 'src'),
  ...(unless === undefined ? {} : { unlessCause: unless.slice('cause == '.length) }),
}));

const keywords = strict({ words: z.array(text).min(1), action: text, src: source });

const role = strict({
  'zh-CN': text,
  en: text,
  single: z.boolean().default(false),
  unionOf: z.array(text).default([]),
}).transform(({ single, unionOf, ...names }) => ({ names, single, unionOf }));

const isPattern = (given: string): boolean => {
  try {
    return RegExp(given) instanceof RegExp;
  } catch {
    return false;
  }
};

const pattern = z.string().transform((given, context) => {
  if (isPattern(given)) return given;
  context.addIssue(issue({ code: 'bad-pattern', given }));
  return z.NEVER;
});

const keep = (side: 'keepLast' | 'keepFirst') =>
  strict({ [side]: z.int().min(0).max(8) }).transform((given) => given[side] ?? 0);

const mask = strict({
  phone: keep('keepLast'),
  idNumber: keep('keepLast'),
  bankCard: keep('keepLast'),
  name: keep('keepFirst'),
  address: strict({ replaceWith: text }),
});

const privacy = strict({
  mask,
  neverMask: z.array(pattern).default([]),
  recordings: z.literal('internalOnly').exactOptional(),
}).transform(({ mask: rules, neverMask }) => ({
  phoneKeepLast: rules.phone,
  idNumberKeepLast: rules.idNumber,
  bankCardKeepLast: rules.bankCard,
  nameKeepFirst: rules.name,
  addressReplacement: rules.address.replaceWith,
  neverMask,
}));

const days = z.int().transform((given, context) => {
  if (given >= LEGAL_RETENTION_DAYS) return given;
  context.addIssue(
    issue({ code: 'retention-too-short', days: given, minimum: LEGAL_RETENTION_DAYS }),
  );
  return z.NEVER;
});

const CRON =
  /^(?:monthly|quarterly|yearly|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:[01]\d|2[0-3]):[0-5]\d|(?:\S+ ){4}\S+)$/;

const calendarEntry = strict({
  id: text,
  cron: text.regex(CRON),
  title: localised.exactOptional(),
  scenarios: z.array(text).exactOptional(),
  src: source,
}).transform((entry) => omit(entry, 'scenarios', 'src'));

const timezone = z.string().refine(isTimezone, { error: 'IANA time zone' });

const reactionSet = z.record(text, z.array(text).min(1));

/** common.yaml as the domain knows it. */
export const commonSchema = strict({
  version: z.int().positive(),
  timezone,
  engine,
  warRoom: strict({
    visibility: z.enum(['private', 'public']),
    autoJoin: text.exactOptional(),
    feed: text,
    mirrorChat: text.exactOptional(),
    archiveAfter: duration.exactOptional(),
  }),
  deadlines: strict({
    verifyAlert: standing,
    gradeIncident: standing,
    decideApproval: standing,
    techOnSite: standing,
    postmortemDraft: standing,
    postmortemReview: standing,
  }),
  escalationLadder: perSeverity(roleList),
  roles: z.record(text, role),
  roster: strict({ standbyShare: z.number().gt(0).max(1), rounding: z.literal('ceil') }),
  approvals: strict({
    announcement: approval,
    statement: approval,
    responsePlan: planApproval,
    wording: wordingApproval,
    playbookChange: approval,
  }),
  reactions: strict({ approve: reactionSet, reject: reactionSet }),
  forbiddenPhrases: z.array(forbidden),
  escalationKeywords: z.record(text, keywords),
  serviceScripts: z.record(text, localised),
  privacy,
  retention: strict({ minimumDays: days, defaultDays: days }),
  kpi: z.record(text, z.number()),
  calendar: z.array(calendarEntry),
}).transform((file): Common => {
  const { overrides, ...wording } = file.approvals.wording;
  return {
    version: file.version,
    timezone: file.timezone,
    engine: file.engine,
    warRoom: {
      visibility: file.warRoom.visibility,
      feed: file.warRoom.feed,
      ...(file.warRoom.archiveAfter === undefined
        ? {}
        : { archiveAfterMs: file.warRoom.archiveAfter }),
    },
    deadlines: file.deadlines,
    escalationLadder: file.escalationLadder,
    roles: Object.entries(file.roles).map(([id, definition]) => ({ id, ...definition })),
    standbyShare: file.roster.standbyShare,
    approvals: { ...file.approvals, wording, wordingOverrides: overrides },
    reactions: file.reactions,
    forbiddenPhrases: file.forbiddenPhrases,
    escalationKeywords: Object.entries(file.escalationKeywords).map(([id, group]) => ({
      id,
      words: group.words,
      action: group.action,
    })),
    serviceScripts: Object.entries(file.serviceScripts).map(([id, words]) => ({ id, text: words })),
    mask: file.privacy,
    retentionDays: Math.max(file.retention.minimumDays, file.retention.defaultDays),
    kpi: file.kpi,
    calendar: file.calendar,
  };
});
