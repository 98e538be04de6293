import { mayShare, sightOf } from '#app/reading/reader.ts';
import type { IncidentRecord } from '#app/reading/records.ts';
import { timelineEntries } from '#domain/timeline/entry.ts';
import { withTitles, type TimelineView } from '#cards/timeline-line.ts';
import { words as cardWords } from '#cards/view.ts';
import { drawnTimeline } from '../drawn-timelines.ts';
import { followReply } from '../follow.ts';
import { html, type Html } from '../html.ts';
import { createLiveGroup } from '../live-group.ts';
import { type IncidentCall, type Page, type Reply, trouble } from '../page.ts';
import type { About } from '../parts/about.ts';
import type { EntryDrawing } from '../parts/entry.ts';
import { feedBadges } from '../parts/feed.ts';
import { KIND_GROUPS } from '../parts/kinds.ts';
import { section } from '../parts/sections.ts';
import { pagesOf, pickEntries, type TimelineQuery } from '../parts/timeline.ts';

const titled = new WeakMap<IncidentRecord, TimelineView['tasks']>();

/** The view of an incident: its scheme, and the titles of items that are in no playbook. */
const timelineView = ({ view, record }: IncidentCall): TimelineView => {
  const { state, events } = record;
  const base = { ...view, incident: state.key, scheme: state.scheme };
  const tasks =
    titled.get(record) ??
    withTitles(timelineEntries(events.filter(({ type }) => type === 'tasks.added')), base).tasks;
  titled.set(record, tasks);
  return { ...base, ...(tasks === undefined ? {} : { tasks }) };
};

/** How an incident looks to whoever asks. */
export const lookOf = (
  call: IncidentCall,
): { readonly about: About; readonly drawing: EntryDrawing } => {
  const { record, words, visitor, deps } = call;
  // An outsider reads the record; the ways into rooms and files are not theirs.
  const showing = { links: visitor.asker !== 'auditor' };
  const view = timelineView(call);
  const { messageLink } = deps;
  return {
    about: { record, view, words, showing },
    drawing: { view, words, showing, messageLink },
  };
};

const PAGE_NUMBER = /^[1-9]\d{0,5}$/u;

const queryOf = ({ query, record }: IncidentCall): TimelineQuery | undefined => {
  const kind = query.get('kind') ?? '';
  const page = query.get('page') ?? '1';
  const known = KIND_GROUPS.find((one) => one === kind);
  if (kind !== '' && known === undefined) return undefined;
  const given = (name: string): string | undefined => {
    const value = query.get(name);
    return value === null || value === '' ? undefined : value;
  };
  const wanted = { kind: known, who: given('who'), via: given('via') };
  if (!PAGE_NUMBER.test(page)) return undefined;
  const pages = pagesOf(pickEntries(record, wanted).length);
  return Number(page) > pages ? undefined : { ...wanted, page: Number(page) };
};

/** What belongs to an incident and has pages of its own. */
interface Beside {
  readonly alerts: readonly string[];
  /** How many the reader sees. */
  readonly tickets: number;
}

/** What else there is of this incident. */
export const incidentTabs = (
  call: IncidentCall,
  here: 'incident' | 'postmortem' | 'shares',
  { alerts, tickets }: Beside = { alerts: [], tickets: 0 },
): Html => {
  const { record, words, visitor, deps } = call;
  const base = `/incidents/${record.key}`;
  const { incident } = words;
  const tab = (id: string, href: string, label: string): Html =>
    html`<li><a href=${href} aria-current=${id === here ? 'page' : undefined}>${label}</a></li>`;
  const file = (ending: string): Html =>
    html`<li><a href=${`${base}.${ending}`} download>${ending}</a></li>`;
  const { reader } = visitor;
  const shares = reader !== undefined && mayShare(reader, record.state, deps.policy());
  return html`<nav class="tabs" aria-label=${incident.parts}>
    <ul>
      ${tab('incident', base, incident.timeline)}
      ${tab('postmortem', `${base}/postmortem`, incident.postmortem)}
      ${shares ? tab('shares', `${base}/shares`, incident.shares) : ''}
      ${alerts.map((key) => tab(key, `/alerts/${key}`, words.alerts.of(key)))}
      ${tickets === 0 ? '' : tab('tickets', `/tickets?incident=${record.key}`, words.tickets.ofIncident(tickets))}
    </ul>
    <ul class="files" aria-label=${incident.files}>
      ${['md', 'csv', 'json', 'html'].map(file)}
    </ul>
  </nav>`;
};

/** Alerts that led to the incident, and its tickets; an outsider reads one incident and nothing beside it. */
const besideOf = async ({ record, visitor, deps }: IncidentCall): Promise<Beside> => {
  const { reader } = visitor;
  if (reader === undefined || reader.kind === 'auditor') return { alerts: [], tickets: 0 };
  const { alerts, tickets } = deps.reading;
  const [led, had] = await Promise.all([
    alerts.ofIncident(record.key),
    tickets.ofIncident(reader, record.key),
  ]);
  return { alerts: led, tickets: had };
};

const handle = async (call: IncidentCall): Promise<Reply> => {
  const query = queryOf(call);
  if (query === undefined) return trouble('bad-page');
  const { record, words, view } = call;
  const { about, drawing } = lookOf(call);
  const { units } = cardWords(view).common;
  return {
    kind: 'page',
    title: `${record.state.title} · ${record.key}`,
    scripts: ['open-page.js'],
    body: html`<div
      class="incident-page"
      data-stream=${`/incidents/${record.key}/stream`}
      data-version=${record.version}
      data-now=${view.now}
      data-words=${JSON.stringify({ units, ...words.live })}
    >
      <div class="top">
        ${incidentTabs(call, 'incident', await besideOf(call))}
        <p class="live" role="status" data-live></p>
      </div>
      ${section('head', about)}
      <div class="columns three">
        <div class="rail">
          ${section('deadlines', about)} ${section('wording', about)} ${section('tasks', about)}
        </div>
        <div class="main-column">
          ${section('announcements', about)} ${section('metrics', about)}
          ${drawnTimeline(record, query, drawing)}
        </div>
        <div class="more-column">${section('people', about)} ${section('facts', about)}</div>
      </div>
    </div>`,
  };
};

/** Level and state: what the feed says to everyone of the organisation. */
const handleFeed = ({ record, view, words }: IncidentCall): Reply => ({
  kind: 'page',
  title: record.key,
  body: html`<section class="panel narrow">
    ${feedBadges(record.state.severity, record.state.phase, { view, words })}
    <h1>${record.key}</h1>
    <p>${words.incident.feedOnly}</p>
    <p><a href="/incidents">${words.trouble.backToList}</a></p>
  </section>`,
});

/** Tells an open page what happens, from the event it knows on. */
const follow = (call: IncidentCall): Reply => {
  const { record, deps, streams, visitor, view } = call;
  const { reader } = visitor;
  return followReply(call, streams.incidents, record, {
    sight: ({ state }) =>
      reader === undefined ? 'nothing' : sightOf(reader, state, deps.policy()),
    createGroup: () =>
      createLiveGroup((now) => lookOf({ ...call, record: now, view: deps.views(view.locale) })),
  });
};

/** One incident: how it stands, what is due, what was said, and its whole timeline, live. */
export const incidentPage: Page = {
  routes: [
    {
      id: 'incident',
      method: 'GET',
      path: '/incidents/:key',
      needs: 'sight',
      aboutIncident: true,
      handle,
      handleFeed,
    },
    {
      id: 'stream',
      method: 'GET',
      path: '/incidents/:key/stream',
      needs: 'record',
      aboutIncident: true,
      handle: follow,
    },
  ],
};
