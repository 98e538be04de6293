import type { ListedIncident } from '#app/reading/incident-list.ts';
import { etaText } from '#cards/incident-facts.ts';
import {
  clockText,
  commanderName,
  durationText,
  fullClockText,
  levelName,
  playbookName,
  words as cardWords,
} from '#cards/view.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import { html, type Html } from '../html.ts';
import { cursorText, listQueryOf } from '../list-query.ts';
import { dayEndIn, dayStartIn } from '../local-day.ts';
import { type Call, type Page, type Reply, trouble } from '../page.ts';
import { badges, toneOfState } from '../parts/head.ts';
import { feedBadges } from '../parts/feed.ts';
import { iso } from '../parts/spans.ts';

const PAGE_SIZE = 30;

const option = (value: string, label: string, chosen: string | null): Html =>
  html`<option value=${value} selected=${value === (chosen ?? '')}>${label}</option>`;

const select = (
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  { query, words }: Call,
): Html =>
  html`<label
    ><span>${label}</span
    ><select name=${name}>
      ${option('', words.list.any, query.get(name))}
      ${options.map(([value, text]) => option(value, text, query.get(name)))}
    </select></label
  >`;

const input = (name: string, label: string, type: string, { query }: Call): Html =>
  html`<label
    ><span>${label}</span
    ><input name=${name} type=${type} value=${query.get(name) ?? ''} maxlength=${type === 'date' ? undefined : 200}
  /></label>`;

const levels = ({ view, words }: Call): readonly (readonly [string, string])[] => {
  const scheme = view.policy.schemes[view.policy.defaultScheme];
  const named = SEVERITIES.map(
    (one) => [one, scheme === undefined ? one : levelName(one, scheme, view)] as const,
  );
  return [...named, ['none', words.list.ungraded]];
};

const MORE = ['product', 'region', 'cause', 'from', 'to'] as const;

const search = (call: Call): Html => {
  const { words, view, query } = call;
  const { list } = words;
  const phases = Object.entries(cardWords(view).common.phases);
  const scenarios = Object.keys(view.policy.playbooks).map(
    (id) => [id, playbookName(id, view)] as const,
  );
  const isWide = MORE.some((name) => (query.get(name) ?? '') !== '');
  return html`<form class="search" method="get" action="/incidents" role="search">
    <div class="search-main">
      <label class="word"
        ><span class="hidden">${list.word}</span
        ><input name="q" type="search" placeholder=${list.word} value=${query.get('q') ?? ''} maxlength="200"
      /></label>
      <button class="primary">${list.search}</button>
    </div>
    <div class="filters">
      ${select('state', list.state, [['open', list.open], ...phases], call)}
      ${select('level', list.level, levels(call), call)}
      ${select('scenario', list.scenario, scenarios, call)}
    </div>
    <details open=${isWide}>
      <summary>${list.moreFilters}</summary>
      <div class="filters">
        ${input('product', list.product, 'text', call)} ${input('region', list.region, 'text', call)}
        ${input('cause', list.cause, 'text', call)} ${input('from', list.from, 'date', call)}
        ${input('to', list.to, 'date', call)}
      </div>
    </details>
  </form>`;
};

const row = ({ row: found, sight, state }: ListedIncident, call: Call): Html => {
  const { view, words } = call;
  const href = `/incidents/${found.key}`;
  const opened = html`<time datetime=${iso(found.openedAt)} title=${fullClockText(found.openedAt, view)}
    >${clockText(found.openedAt, view)}</time
  >`;
  if (sight === 'feed' || state === undefined)
    return html`<li class="incident feed">
      ${feedBadges(found.severity, found.phase, call)}
      <h2><a href=${href}>${found.key}</a></h2>
      <p class="quiet">${words.list.confidential} · ${opened}</p>
    </li>`;
  const end = state.resolvedAt ?? state.closedAt ?? state.cancelledAt;
  const lasted = durationText((end ?? view.now) - state.openedAt, view);
  const eta = end === undefined ? etaText(state, view) : undefined;
  const update = state.updates.lastText;
  return html`<li class=${`incident edge-${toneOfState(state)}`}>
    ${badges(state, { view, words })}
    <h2><a href=${href}>${state.title}</a></h2>
    ${update === undefined || end !== undefined ? '' : html`<p class="clip">${update}</p>`}
    <p class="quiet">
      <code>${state.key}</code> · ${playbookName(found.scenario, view)} · ${opened} ·
      ${end === undefined ? words.list.running(lasted) : words.list.lasted(lasted)} ·
      ${commanderName(state, view)} ${eta === undefined ? '' : html` · ${words.list.eta(eta)}`}
    </p>
  </li>`;
};

const empty = ({ query, words }: Call): Html =>
  query.size === 0
    ? html`<p class="empty">${words.list.none}</p>`
    : html`<p class="empty">
        ${words.list.noneFound} <a href="/incidents">${words.list.showAll}</a>
      </p>`;

const more = (next: Parameters<typeof cursorText>[0] | undefined, call: Call): Html | '' => {
  if (next === undefined && call.query.get('after') === null) return '';
  const params = new URLSearchParams(call.query);
  params.delete('after');
  const first = params.toString();
  if (next !== undefined) params.set('after', cursorText(next));
  return html`<nav class="paging" aria-label=${call.words.timeline.pages}>
    ${
      call.query.get('after') === null
        ? ''
        : html`<a class="button" href=${`/incidents?${first}`}>${call.words.list.first}</a>`
    }
    ${
      next === undefined
        ? ''
        : html`<a class="button" rel="next" href=${`/incidents?${params.toString()}`}
            >${call.words.list.older}</a
          >`
    }
  </nav>`;
};

const handle = async (call: Call): Promise<Reply> => {
  const { deps, visitor, view, words, query } = call;
  if (visitor.reader === undefined) return trouble('sign-in');
  const wanted = listQueryOf(query, {
    scenarios: Object.keys(view.policy.playbooks),
    dayStart: dayStartIn(view.timezone),
    dayEnd: dayEndIn(view.timezone),
  });
  if ('trouble' in wanted) return trouble(wanted.trouble);
  const { incidents, next } = await deps.reading.list(visitor.reader, wanted, PAGE_SIZE);
  return {
    kind: 'page',
    title: words.list.title,
    body: html`<h1>${words.list.title}</h1>
      ${search(call)}
      ${incidents.length === 0 ? empty(call) : html`<ol class="incidents">${incidents.map((one) => row(one, call))}</ol>`}
      ${more(next, call)}`,
  };
};

/** All incidents, with filters and search. */
export const incidentsPage: Page = {
  navigation: { path: '/incidents', label: ({ list }) => list.title, needs: 'organisation' },
  routes: [{ id: 'incidents', method: 'GET', path: '/incidents', needs: 'organisation', handle }],
};
