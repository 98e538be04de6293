import { line, type Piece } from '../../line.ts';

export const alertsEn = {
  title: (key: string, scenario: string) => `Alert ${key} ${scenario}`,
  since: (at: Piece, until: Piece) => line`Raised at ${at}; please verify by ${until}.`,
  sinceOnly: (at: Piece) => line`Raised at ${at}.`,
  reasons: 'What was seen',
  threshold: (metric: string, value: string, op: string, limit: string) =>
    `${metric} ${value} (${op} ${limit})`,
  held: (metric: string, value: string, op: string, limit: string, duration: string) =>
    `${metric} ${value}, ${op} ${limit} for more than ${duration}`,
  region: (said: string, where: string) => `${said}, ${where}`,
  growth: (metric: string, pct: string, value: string, baseline: string) =>
    `${metric} +${pct}% over the same time yesterday (${value}, yesterday ${baseline})`,
  count: (n: number, duration: string) => `${n} complaints within ${duration}`,
  countOf: (n: number, duration: string, group: string) =>
    `${n} complaints about ${group} within ${duration}`,
  keyword: (word: string) => `A complaint holds the escalation keyword “${word}”`,
  signal: (kind: string, text: string) => `${kind}: ${text}`,
  silence: (metric: string, duration: string) => `No data of ${metric} for more than ${duration}`,
  worst: (said: string, worst: string) => `${said}, at worst ${worst}`,
  chart: (metric: string) => `${metric} so far`,
  check: 'How to check',
  checkHow: (contact: string) =>
    `Look at the system logs and the monitoring, and ask ${contact} on the technical side.`,
  checkLog: 'Look at the system logs and the monitoring, and ask the technical side.',
  source: 'Open the source',
  reopenOffer: (incident: string, at: Piece) =>
    line`${incident} of the same scenario was closed at ${at} and can be reopened.`,
  overdue: (duration: string) => `Not verified; ${duration} past the time for it.`,
  confirmed: (name: string, at: Piece) => line`${name} confirmed it at ${at}.`,
  confirmedLate: (name: string, at: Piece, late: string) =>
    line`${name} confirmed it at ${at}, ${late} late.`,
  confirmedWithIncident: (at: Piece) => line`Taken as real at ${at}, together with its incident.`,
  opened: (incident: string) => `Incident ${incident} is open.`,
  joined: (incident: string) => `It belongs to incident ${incident}.`,
  reopened: (incident: string) => `Incident ${incident} is open again.`,
  opening: 'The incident is being opened.',
  dismissed: (name: string, at: Piece) => line`${name} dismissed it at ${at} as a false alarm.`,
  dismissedBecause: (reason: string) => `Reason: ${reason}`,
  suppressed: (n: number) =>
    n === 1
      ? 'It was met once more afterwards, without a new alert.'
      : `It was met ${n} times more afterwards, without a new alert.`,
  falseAlarm: 'The incident was cancelled; this counts as a false alarm.',
  over: (at: Piece) => line`Its source reported at ${at} that it is over.`,
  states: { raised: 'to be verified', confirmed: 'confirmed', dismissed: 'dismissed' },
  real: 'It is real',
  falsePositive: 'False alarm',
  newIncident: 'New incident',
  reopen: (incident: string) => `Reopen ${incident}`,
  reminderTitle: (key: string) => `Please verify alert ${key}`,
  reminder: (at: Piece) =>
    line`Nobody has verified it yet; it should be decided by ${at} whether it is real.`,
  overdueTitle: (key: string) => `Nobody has verified alert ${key}`,
  escalation:
    'Neither the duty operator nor the command group has verified it. Please name somebody to decide.',
  answerConfirmed: 'Confirmed',
  answerDismissed: 'Dismissed as a false alarm',
  samplesTaken: 'The figures are recorded',
  samplesNext:
    'No incident is open; where they meet a playbook, an alert appears in the duty channel.',
  signalTaken: 'The signal is recorded',
  signalNext: 'Where it meets a playbook, an alert appears in the duty channel.',
  sampleTaken: 'The figures are recorded',
  notFound: (key: string) => `There is no alert ${key}.`,
  notFoundNone: 'No alert waits to be verified.',
  whichAlert: 'Please say which alert.',
  decided: (state: string, name: string, at: string) => `${state} by ${name} at ${at}.`,
  decidedDismissed: (name: string, at: string) => `Dismissed by ${name} at ${at} already`,
  decidedConfirmed: (name: string, at: string) => `Confirmed by ${name} at ${at} already`,
  decidedIncident: (incident: string) => `Its incident is ${incident}.`,
  openPage: 'Open the alert page',
  listTitle: 'Alerts',
  listNone: 'No alert waits to be verified.',
  listItem: (key: Piece, scenario: string, state: string, at: Piece) =>
    line`${key} ${scenario} · ${state} · ${at}`,
};
