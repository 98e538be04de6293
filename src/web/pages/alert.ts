import type { AlertRecord } from '#app/reading/alerts.ts';
import { actorName, timelineWords } from '#cards/timeline-line.ts';
import { alertReasonText } from '#cards/alert-card.ts';
import { playbookName, words as cardWords } from '#cards/view.ts';
import { followReply } from '../follow.ts';
import { createSectionGroup } from '../live-sections.ts';
import type { Call, Page, Reply, Route, Subject } from '../page.ts';
import { alertCharts } from '../parts/alert-charts.ts';
import { alertHead } from '../parts/alert-head.ts';
import { type AlertLook, alertReasons } from '../parts/alert-reasons.ts';
import { alertSentence, alertStory } from '../parts/alert-story.ts';
import { iso } from '../parts/spans.ts';
import { partTexts, subjectPage, type SubjectParts } from '../parts/subject-page.ts';

const lookOf = ({ view, words, visitor }: Call): AlertLook => ({
  view,
  words,
  showing: { links: visitor.asker !== 'auditor' },
});

const partsOf = (record: AlertRecord, look: AlertLook): SubjectParts => ({
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

const firedRows = ({ state }: AlertRecord, { view }: AlertLook) =>
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

const entryRows = ({ events }: AlertRecord, look: AlertLook) =>
  events.map((event) => ({
    occurredAt: iso(event.occurredAt),
    recordedAt: iso(event.recordedAt),
    kind: event.type,
    who: { id: event.actor.id, name: actorName(event.actor, look.view) },
    via: event.via,
    text: alertSentence(event, events, look),
    data: event.data,
  }));

const json = (record: AlertRecord, call: Call): Reply => {
  const look = lookOf(call);
  const { key, state } = record;
  const { scenario, phase, raisedAt, incident, how, falseAlarm, suppressed } = state;
  const body = {
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
  return {
    kind: 'file',
    type: 'application/json; charset=utf-8',
    name: `${key}.json`,
    body: `${JSON.stringify(body, undefined, 2)}\n`,
  };
};

const follow = (record: AlertRecord, call: Call): Reply => {
  const { streams, deps, visitor, view } = call;
  const { reader } = visitor;
  return followReply(call, streams.alerts, record, {
    sight: (now) => (reader === undefined ? 'nothing' : deps.reading.alerts.sight(reader, now)),
    createGroup: () =>
      createSectionGroup((now) => {
        const look = lookOf({ ...call, view: deps.views(view.locale) });
        return { now: look.view.now, parts: partTexts(partsOf(now, look)) };
      }),
  });
};

type Answers = (record: AlertRecord, call: Call) => Reply;

const finding =
  (answers: Answers) =>
  async (call: Call): Promise<Subject | undefined> => {
    const { deps, visitor, params } = call;
    const { alerts } = deps.reading;
    const record = await alerts.load(params['key'] ?? '');
    if (record === undefined || visitor.reader === undefined) return undefined;
    return {
      sight: alerts.sight(visitor.reader, record),
      handle: () => answers(record, call),
    };
  };

const route = (id: string, path: string, answers: Answers): Route => ({
  id,
  method: 'GET',
  path,
  needs: 'subject',
  find: finding(answers),
});

/** One alert: why, until when to verify it, who did, what became of it, and everything that happened; live. */
export const alertPage: Page = {
  routes: [
    route('alert-json', '/alerts/:key.json', json),
    route('alert', '/alerts/:key', show),
    route('alert-stream', '/alerts/:key/stream', follow),
  ],
};
