import type { postmortemZh } from './postmortem-zh.ts';

type Words = typeof postmortemZh;

const fields: Words['fields'] = {
  head: 'key, title and levels',
  what: 'what happened',
  signals: 'signals',
  when: 'when',
  where: 'scope',
  who: 'who took part',
  causeCategory: 'cause category',
  whys: 'chain of causes',
  rootCause: 'root cause',
  how: 'how we responded',
  deadlines: 'deadlines',
  breachComments: 'comments on what was late',
  comms: 'external communication',
  data: 'data',
  feedback: 'customer feedback',
  good: 'what went well',
  bad: 'what to improve',
  luck: 'where we were lucky',
  revisions: 'playbook revisions',
  kb: 'knowledge-base additions',
  actions: 'action items',
  noAction: 'why no action is needed',
  drill: 'drill suggestion',
  outcome: 'outcome and impact',
};

const statuses: Words['statuses'] = {
  none: 'not generated',
  draft: 'draft',
  inReview: 'in review',
  published: 'published',
  superseded: 'reopened',
};

const keyTimes: Words['keyTimes'] = {
  started: 'Damage began',
  alerted: 'Alert',
  opened: 'Opened',
  graded: 'Graded',
  firstAnnouncement: 'First announcement published',
  allChannels: 'Announced on all channels',
  resolved: 'Restored',
  reopened: 'Reopened',
  closed: 'Closed',
};

const measures: Words['measures'] = {
  measure: 'Measure',
  workaround: 'Workaround',
  priority: 'Order of work',
  plan: 'Response plan',
};

const deadlineStatuses: Words['deadlineStatuses'] = {
  onTime: 'on time',
  late: 'done late',
  missed: 'not done',
  running: 'not due yet',
  superseded: 'no longer needed',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

const announcementStatuses: Words['announcementStatuses'] = {
  draft: 'draft',
  pendingApproval: 'waiting for approval',
  approved: 'approved',
  rejected: 'rejected',
  published: 'published',
  superseded: 'replaced',
  withdrawn: 'withdrawn',
};

const wordingStatuses: Words['wordingStatuses'] = {
  pending: 'waiting for approval',
  published: 'in force',
  void: 'void',
  frozen: 'frozen',
  rejected: 'rejected',
};

const blockers: Words['blockers'] = {
  rootCause: 'give the root cause',
  whys: 'give at least three levels of causes',
  actions: 'one action item with an owner and a due date, or say why none is needed',
  'breach-comments': 'comment on everything that was overdue',
};

const headings = {
  what: '1. What happened',
  when: '2. When',
  where: '3. Where (scope)',
  who: '4. Who',
  why: '5. Why',
  how: '6. How we responded',
  deadlines: (onTime: number, total: number) => `Deadlines (${onTime} of ${total} on time)`,
  comms: 'External communication',
  data: '7. Data',
  feedback: '8. Customer feedback',
  lessons: '9. Lessons',
  revisions: '10. Playbook revisions',
  kb: '11. Knowledge-base additions',
  actions: '12. Action items',
  drill: '13. Drill suggestion',
  outcome: '14. Outcome and impact (critical incidents: filled in by leadership)',
};

const columns: Words['columns'] = {
  roles: ['Role', 'People', 'Handovers', 'First action', 'Response time'],
  checklist: ['Item', 'Result', 'Due', 'Done', 'By', 'Note'],
  deadlines: ['Deadline', 'Due', 'Done', 'Result', 'Escalations', 'Comment'],
  announcements: ['Announcement', 'Versions', 'Approval', 'Votes', 'Time to approve', 'Published'],
  metrics: ['Metric', 'Before', 'Min', 'Max', 'Average', 'At recovery', 'After', 'Samples'],
  times: ['Time', 'Result'],
  actions: ['No.', 'Action', 'Type', 'Owner', 'Due', 'Status'],
};

const times: Words['times'] = {
  timeToVerifyMs: 'Time to verify',
  timeToGradeMs: 'Time to grade',
  firstResponseMs: 'First response',
  timeToAnnounceMs: 'Time to first announcement',
  timeToAnnounceAllMs: 'Time to announce on all channels',
  timeToResolveMs: 'Time to restore (all episodes)',
  impactMs: 'Duration of impact',
};

const actionTypes: Words['actionTypes'] = {
  fix: 'fix',
  process: 'process',
  training: 'training',
  kb: 'knowledge base',
  drill: 'drill',
  qa: 'quality',
};

const document: Words['document'] = {
  title: (key, title, history, status, version) =>
    `Postmortem ${key} ${title} [${history}] status: ${status} (v${version})`,
  summary: (v) =>
    `Scenario ${v.scenarios} | Opened ${v.opened} | Restored ${v.resolved} | Closed ${v.closed} | Episodes ${v.episodes} | Drill ${v.drill}`,
  signals: (summary) => `Signals: ${summary}`,
  timeline: (count, link) => `Full timeline in the appendix (${count} entries, ${link})`,
  timelineHere: 'see the exported timeline',
  where: (regions, first, last, named) =>
    `Regions ${regions}; users ${first} → ${last}; channels/products ${named}`,
  causeCategory: (category) => `Cause category: ${category}`,
  problem: (text) => `Problem: ${text}`,
  why: (text) => `Why: ${text}`,
  rootCause: (text) => `Root cause: ${text}`,
  wordings: (list) => `Wording versions: ${list}`,
  lessons: (good, bad) => `Went well: ${good}  To improve: ${bad}`,
  luck: (text) => `Lucky: ${text}`,
  prompts: 'To talk about:',
  breachComments: (text) => `Comments on what was late: ${text}`,
  noAction: (reason) => `No action, because: ${reason}`,
  footer: 'Internal use only; customer data masked',
  banner: 'Internal use, masked',
};

const sentences: Words['sentences'] = {
  what: (title, status, cause) => `${title}. Status then: ${status}; likely cause: ${cause}.`,
  lastUpdate: (time, text) => `Last update (${time}): ${text}`,
  semicolon: '; ',
  signal: (time, figure) => `${figure} (${time})`,
  sustained: (condition, duration) => `${condition}, for more than ${duration}`,
  now: (condition, value) => `${condition}, measured ${value}`,
  keyTime: (time, name) => `${time} ${name}`,
  keyTimeAfter: (time, name, duration) => `${time} ${name} (${duration} after opening)`,
  keyTimeBefore: (time, name, duration) => `${time} ${name} (${duration} before opening)`,
  graded: (level) => `Graded ${level}`,
  reopened: (episode) => `Reopened, episode ${episode}`,
  episodes: (count, again) => `${count} (${again})`,
  reopenedBecause: (n, reason) => `episode ${n} because: ${reason}`,
  problem: (title, status) => `${title}, ${status}`,
  approvers: (names) => `Approved by: ${names}`,
  leadership: (time) => `Executive leadership joined: ${time}`,
  assignedLead: (name, time) => `${name} (lead, from ${time})`,
  assigned: (name, time) => `${name} (from ${time})`,
  handover: (from, to, time) => `${from} → ${to} (${time})`,
  handoverTo: (to, time) => `taken over by ${to} (${time})`,
  benchmark: (duration, benchmark) => `${duration} (benchmark ${benchmark})`,
  suggestion: (missing, suggested) => `${missing} (suggested: ${suggested})`,
  autoInline: (text, auto) => `${text} (from the record: ${auto})`,
  autoBlock: 'From the record:',
  notCounted: (v) =>
    `Counted apart, outside the share: ${v.superseded} no longer needed, ${v.skipped} skipped, ${v.cancelled} cancelled.`,
  compliance: (percent) => `${percent} on time`,
  lateBy: (_, duration) => `done ${duration} late`,
  escalated: (role, time) => `${role} (${time})`,
  acknowledged: (name, reason) => `${name}: ${reason}`,
  promiseEta: (id) => `Recovery time promised in ${id}`,
  promiseUpdate: (id) => `Update promised in ${id}`,
  verify: 'Verify the alert',
  grade: 'Grade the incident',
  update: 'Progress update',
  approval: (id) => `Decide on ${id}`,
  postmortemDraft: 'Review the postmortem draft',
  postmortemReview: 'Publish the postmortem',
  versions: (n, rejections) => {
    const made = n === 1 ? '1 version' : `${n} versions`;
    return rejections === 0 ? made : `${made}, rejected ${rejections}×`;
  },
  votes: (counted, ignored) => `${counted} counted, ${ignored} ignored`,
  lateRetractions: (votes, n) => `${votes}, ${n} taken back afterwards`,
  approvedBy: (status, names) => `${status} (${names})`,
  preApproved: 'approved beforehand, no vote',
  updates: (posted, onTime, windows) =>
    `Progress updates: ${posted}; in time in ${onTime} of ${windows} reporting windows.`,
  wording: (id, status, time, source) => `${id} (${status}, ${time}, ${source})`,
  wordingPending: (id, status, source) => `${id} (${status}, ${source})`,
  fromPlaybook: 'playbook text',
  typed: 'typed by hand',
  standby: (called, accepted, declined) =>
    `Standby: ${called} called, ${accepted} came in, ${declined} could not.`,
  reopens: (n) => (n === 1 ? 'Reopened once.' : `Reopened ${n} times.`),
  callTotal: (calls) => `Calls in total: ${calls}.`,
  csatChange: (points) => `Customer satisfaction changed by ${points} percentage points.`,
  topic: (topic, count) => `${topic}: ${count}`,
  customerSuggestion: (text) => `Suggestion: ${text}`,
  drill: (variant, scenario) => `${variant} (${scenario})`,
  drillFocus: (drill, focus) => `${drill}, with a focus on: ${focus}`,
  outcomeOptional: 'not a critical incident; may stay empty',
};

const suggestions: Words['suggestions'] = {
  tightenTrigger: (v) =>
    `Playbook ${v.path}: ${v.metric} from ${v.from} to ${v.to}. The damage had run for ${v.ahead} when the rule fired.`,
  threshold: (limit, duration) => `${limit} for ${duration}`,
  easeApproval: (id, quorum, late) =>
    `The decision on ${id} was overdue${late} (votes needed: ${quorum}): ask for fewer votes or add an approver, and practise approvals.`,
  overBy: (duration) => ` by ${duration}`,
  addDeputy: (role, duration) => `${role} was empty for ${duration}: add a deputy to the roster.`,
  adoptTask: (task, playbook) =>
    `“${task}” was added by hand: take it into the playbook “${playbook}” if it comes up again.`,
  kbWording: (id, text) => `Wording ${id} was typed by hand; add it to the knowledge base: ${text}`,
  kbStep: (text) => `Step taken: ${text}`,
  allOnTime: (total) => `All ${total} deadlines were met: what made that possible?`,
  late: (title, duration) => `“${title}” was ${duration} late: why?`,
  missed: (title) => `“${title}” was not done: why?`,
  rejected: (id) => `${id} was rejected: what would have made it right at once?`,
  reopened: (reason) =>
    `The incident was reopened (${reason}): what was not known when it was closed?`,
};

const card: Words['card'] = {
  title: (key, version) =>
    version === 0 ? `Postmortem ${key}` : `Postmortem ${key}, version ${version}`,
  status: 'Status',
  filled: 'Filled in',
  filledText: (percent) => `${percent}% filled in`,
  resolve: 'Time to restore',
  impact: 'Duration of impact',
  announce: 'Time to first announcement',
  onTime: 'Deadlines met',
  share: (onTime, total) => `${onTime} of ${total}`,
  connectRateMin: 'Lowest connect rate',
  toComplete: 'To be completed',
  beforePublishing: 'Before it can be published',
  edit: (field) => `Fill in: ${field}`,
  why: 'Add a why',
  addAction: 'Add action item',
  publish: 'Publish',
  page: 'Open the full postmortem',
  ready: 'Everything needed is there; it can be published.',
};

/** The review of an incident in English. */
export const postmortemEn = {
  fields,
  statuses,
  keyTimes,
  measures,
  deadlineStatuses,
  announcementStatuses,
  wordingStatuses,
  blockers,
  headings,
  columns,
  times,
  actionTypes,
  actionStatuses: { done: 'done', open: 'open', overdue: 'overdue' },
  checklistStatuses: {
    done: 'done on time',
    late: 'done late',
    skipped: 'skipped',
    superseded: 'no longer needed',
    open: 'not done',
  },
  yes: 'yes',
  no: 'no',
  document,
  sentences,
  suggestions,
  card,
} satisfies Words;
