import type { AlertRecord } from '#app/reading/alerts.ts';
import { actorName, timelineWords } from '#cards/timeline-line.ts';
import { alertReasonText } from '#cards/alert-card.ts';
import { playbookName, words as cardWords } from '#cards/view.ts';
import type { Call, Page, Reply } from '../page.ts';
import { alertCharts } from '../parts/alert-charts.ts';
import { alertHead } from '../parts/alert-head.ts';
import { alertReasons } from '../parts/alert-reasons.ts';
import { alertSentence, alertStory } from '../parts/alert-story.ts';
import { iso } from '../parts/spans.ts';
import { lookOf, type SubjectLook } from '../parts/subject-look.ts';
import { subjectPage, type SubjectParts } from '../parts/subject-page.ts';
import { subjectRoutes } from '../subject-routes.ts';

const partsOf = (record: AlertRecord, look: SubjectLook): SubjectParts => ({
  head: alertHead(record.state, look),
  main: { reasons: alertReasons(record.state, look), metrics: alertCharts(record, look) },
  side: { story: alertStory(record.events, look) },
});

const show = (record: AlertRecord, call: Call): Reply => {
  const { key, version, state } = record;
  const { words, view } = call;
  return subjectPage(call, {
    title: cardWords(view).alerts.title(key, playbookName(state.scenario, view)),
    path: `/alerts/${key}`,
    version,
    list: { href: '/alerts', label: words.alerts.all },
    files: ['json'],
    parts: partsOf(record, lookOf(call)),
  });
};

const firedRows = ({ state }: AlertRecord, { view }: SubjectLook) =>
  state.fired.map(({ rule, reason, worst, firstAt, lastAt, count }) => ({
    rule,
    text: alertReasonText(reason, view),
    count,
    firstAt: iso(firstAt),
    lastAt: iso(lastAt),
    reason,
    worst,
  }));

const verificationOf = ({ state }: AlertRecord) => {
  const { verifyDue, decided } = state;
  return {
    due: iso(verifyDue),
    ...(decided === undefined ? {} : { ...decided, at: iso(decided.at) }),
  };
};

const entryRows = ({ events }: AlertRecord, look: SubjectLook) =>
  events.map((event) => ({
    occurredAt: iso(event.occurredAt),
    recordedAt: iso(event.recordedAt),
    kind: event.type,
    who: { id: event.actor.id, name: actorName(event.actor, look.view) },
    via: event.via,
    text: alertSentence(event, events, look),
    data: event.data,
  }));

const fileOf = (record: AlertRecord, look: SubjectLook): object => {
  const { key, state } = record;
  const { scenario, phase, raisedAt, incident, how, falseAlarm, suppressed } = state;
  return {
    alert: key,
    banner: timelineWords(look.view).banner,
    timezone: look.view.timezone,
    scenario,
    state: phase,
    raisedAt: iso(raisedAt),
    verification: verificationOf(record),
    ...(incident === undefined ? {} : { incident, how }),
    falseAlarm,
    suppressed,
    fired: firedRows(record, look),
    entries: entryRows(record, look),
  };
};

/** One alert: why, until when to verify it, who did, what became of it, and everything that happened; live. */
export const alertPage: Page = {
  routes: subjectRoutes<AlertRecord>({
    id: 'alert',
    path: '/alerts',
    keyOf: (given) => given,
    reading: ({ deps }) => deps.reading.alerts,
    streams: ({ streams }) => streams.alerts,
    show,
    partsOf,
    fileOf,
  }),
};
