import { clockText, durationText, playbookName, words as cardWords } from '#cards/view.ts';
import type { AlertPhase, AlertState } from '#domain/alert/state.ts';
import { html, type Content, type Html } from '../html.ts';
import { knownIn, subjectCursorText, subjectQueryOf } from '../list-query.ts';
import { type Call, type Page, type Reply, trouble } from '../page.ts';
import { isDecidedByPerson } from '#cards/alert-card.ts';
import { alertBadges, alertSummary, alertTone } from '../parts/alert-head.ts';
import {
  emptyList,
  input,
  listPaging,
  scenarioOptions,
  searchForm,
  select,
} from '../parts/search-form.ts';
import { iso } from '../parts/spans.ts';
import { subjectItem } from '../parts/subject-item.ts';

const PATH = '/alerts';
const PAGE_SIZE = 30;
const STATES: readonly AlertPhase[] = ['raised', 'confirmed', 'dismissed'];

const search = (call: Call): Html => {
  const { words, view } = call;
  const { list, alerts } = words;
  const { states } = cardWords(view).alerts;
  return searchForm(call, {
    action: PATH,
    placeholder: alerts.word,
    filters: [
      select(
        'state',
        list.state,
        STATES.map((one) => [one, states[one]] as const),
        call,
      ),
      select('scenario', list.scenario, scenarioOptions(call), call),
    ],
    more: {
      from: input('from', alerts.from, 'date', call),
      to: input('to', list.to, 'date', call),
    },
  });
};

/** Who verified it, or until when somebody must. */
const verification = (state: AlertState, { view, words }: Call): string => {
  const { alerts } = words;
  const { decided, verifyDue, phase } = state;
  if (decided !== undefined && phase !== 'raised')
    return isDecidedByPerson(decided)
      ? alerts.decidedBy(decided.by.name, clockText(decided.at, view))
      : alerts.decidedWithIncident(clockText(decided.at, view));
  return view.now > verifyDue
    ? alerts.waited(durationText(view.now - verifyDue, view))
    : alerts.waits(clockText(verifyDue, view));
};

const row = (state: AlertState, call: Call): Html => {
  const { view } = call;
  const { key, scenario, raisedAt, incident } = state;
  const raised = html`<time datetime=${iso(raisedAt)}>${clockText(raisedAt, view)}</time>`;
  return subjectItem({
    href: `${PATH}/${key}`,
    tone: alertTone(state),
    badges: alertBadges(state, call),
    title: playbookName(scenario, view),
    said: alertSummary(state, call),
    details: [
      html`<code>${key}</code>` as Content,
      raised as Content,
      verification(state, call),
      ...(incident === undefined ? [] : [html`<code>${incident}</code>` as Content]),
    ],
  });
};

const handle = async (call: Call): Promise<Reply> => {
  const { deps, visitor, view, words, query } = call;
  if (visitor.reader === undefined) return trouble('sign-in');
  const wanted = subjectQueryOf(query, knownIn(view), STATES);
  if ('trouble' in wanted) return trouble(wanted.trouble);
  const { found, next } = await deps.reading.alerts.list(visitor.reader, wanted, PAGE_SIZE);
  const { alerts } = words;
  return {
    kind: 'page',
    title: alerts.title,
    body: html`<h1>${alerts.title}</h1>
      ${search(call)}
      ${found.length === 0 ? emptyList(call, PATH, alerts) : html`<ol class="incidents">${found.map((one) => row(one, call))}</ol>`}
      ${listPaging(call, PATH, next && subjectCursorText(next), alerts.older)}`,
  };
};

/** All alerts, with filters and search. */
export const alertsPage: Page = {
  navigation: { path: PATH, label: ({ alerts }) => alerts.title, needs: 'organisation' },
  routes: [{ id: 'alerts', method: 'GET', path: PATH, needs: 'organisation', handle }],
};
