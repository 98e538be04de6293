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
import { cursorText, knownIn, listQueryOf } from '../list-query.ts';
import { type Call, type Page, type Reply, trouble } from '../page.ts';
import { badges, toneOfState } from '../parts/head.ts';
import { feedBadges } from '../parts/feed.ts';
import {
  emptyList,
  input,
  listPaging,
  scenarioOptions,
  searchForm,
  select,
} from '../parts/search-form.ts';
import { iso } from '../parts/spans.ts';

const PAGE_SIZE = 30;

const levels = ({ view, words }: Call): readonly (readonly [string, string])[] => {
  const scheme = view.policy.schemes[view.policy.defaultScheme];
  const named = SEVERITIES.map(
    (one) => [one, scheme === undefined ? one : levelName(one, scheme, view)] as const,
  );
  return [...named, ['none', words.list.ungraded]];
};

const search = (call: Call): Html => {
  const { words, view } = call;
  const { list } = words;
  const phases = Object.entries(cardWords(view).common.phases);
  return searchForm(call, {
    action: '/incidents',
    placeholder: list.word,
    filters: [
      select('state', list.state, [['open', list.open], ...phases], call),
      select('level', list.level, levels(call), call),
      select('scenario', list.scenario, scenarioOptions(call), call),
    ],
    more: {
      product: input('product', list.product, 'text', call),
      region: input('region', list.region, 'text', call),
      cause: input('cause', list.cause, 'text', call),
      from: input('from', list.from, 'date', call),
      to: input('to', list.to, 'date', call),
    },
  });
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

const handle = async (call: Call): Promise<Reply> => {
  const { deps, visitor, view, words, query } = call;
  if (visitor.reader === undefined) return trouble('sign-in');
  const wanted = listQueryOf(query, knownIn(view));
  if ('trouble' in wanted) return trouble(wanted.trouble);
  const { incidents, next } = await deps.reading.list(visitor.reader, wanted, PAGE_SIZE);
  return {
    kind: 'page',
    title: words.list.title,
    body: html`<h1>${words.list.title}</h1>
      ${search(call)}
      ${incidents.length === 0 ? emptyList(call, '/incidents', words.list) : html`<ol class="incidents">${incidents.map((one) => row(one, call))}</ol>`}
      ${listPaging(call, '/incidents', next && cursorText(next), words.list.older)}`,
  };
};

/** All incidents, with filters and search. */
export const incidentsPage: Page = {
  navigation: { path: '/incidents', label: ({ list }) => list.title, needs: 'organisation' },
  routes: [{ id: 'incidents', method: 'GET', path: '/incidents', needs: 'organisation', handle }],
};
