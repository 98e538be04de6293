import { csvText } from '#app/csv.ts';
import { ticketRecordTable } from '#cards/ticket-list-card.ts';
import { departmentName, ticketLevel } from '#cards/ticket-words.ts';
import { atHead, clockText, durationText, say, words as cardWords } from '#cards/view.ts';
import { TICKET_CATEGORIES } from '#domain/ticket/rules.ts';
import { runningClocks } from '#domain/ticket/standing.ts';
import { ticketNumber, type TicketState, type TicketStatus } from '#domain/ticket/state.ts';
import { html, type Content, type Html } from '../html.ts';
import { knownIn, subjectCursorText, ticketQueryOf } from '../list-query.ts';
import { type Call, type Page, type Reply, trouble } from '../page.ts';
import { emptyList, input, listPaging, searchForm, select } from '../parts/search-form.ts';
import { iso } from '../parts/spans.ts';
import { subjectItem } from '../parts/subject-item.ts';
import { clockName, ticketBadges, ticketHeading, ticketTone } from '../parts/ticket-head.ts';

const PATH = '/tickets';
const TABLE = '/tickets.csv';
const PAGE_SIZE = 30;
/** As many as the chat exports. */
const EXPORTED = 5_000;
const STATES: readonly TicketStatus[] = ['processing', 'followUp', 'resolved'];
const LEVELS = ['sev1', 'sev2', 'sev3'] as const;

const filters = (call: Call): readonly Html[] => {
  const { words, view } = call;
  const { states, categories } = cardWords(view).tickets;
  const { departments } = view.policy.organisation;
  const { list, tickets } = words;
  const stateNames = STATES.map((one) => [one, atHead(states[one])] as const);
  const levelNames = LEVELS.map((one) => [one, ticketLevel(one, view)] as const);
  const departmentNames = departments.map(({ id, names }) => [id, say(names, view)] as const);
  const categoryNames = TICKET_CATEGORIES.map((one) => [one, categories[one]] as const);
  return [
    select('state', list.state, stateNames, call),
    select('level', tickets.level, levelNames, call),
    select('department', tickets.department, departmentNames, call),
    select('category', tickets.category, categoryNames, call),
  ];
};

const search = (call: Call): Html => {
  const { list, tickets } = call.words;
  return searchForm(call, {
    action: PATH,
    placeholder: tickets.word,
    filters: filters(call),
    more: {
      from: input('from', tickets.from, 'date', call),
      to: input('to', list.to, 'date', call),
      incident: input('incident', tickets.incident, 'text', call),
    },
  });
};

/** What is due next, or for how long it has been. */
const nextText = (state: TicketState, { view, words }: Call): readonly string[] => {
  const [next] = runningClocks(state);
  if (next === undefined) return [];
  const name = clockName(next.id, { view });
  const { tickets } = words;
  return [
    view.now > next.dueAt
      ? tickets.nextLate(name, durationText(view.now - next.dueAt, view))
      : tickets.next(name, clockText(next.dueAt, view)),
  ];
};

/** The department that has it, and who took it over. */
const whoHas = (state: TicketState, { view, words }: Call): readonly string[] => {
  const { owner, status, transfers } = state;
  const departments = transfers.slice(-1).map(({ department }) => departmentName(department, view));
  const has = [...departments, ...(owner === undefined ? [] : [owner.name])];
  return has.length === 0 && status !== 'resolved' ? [words.tickets.notTaken] : has;
};

const row = (state: TicketState, call: Call): Html => {
  const { view } = call;
  const { categories } = cardWords(view).tickets;
  const { key, topic, text, incident, category, times } = state;
  const number = ticketNumber(key);
  const at = html`<time datetime=${iso(times.createdAt)}>${clockText(times.createdAt, view)}</time>`;
  return subjectItem({
    href: `${PATH}/${number}`,
    tone: ticketTone(state, call),
    badges: ticketBadges(state, call),
    title: ticketHeading(state),
    said: topic === undefined ? '' : text,
    details: [
      html`<code>${number}</code>` as Content,
      at as Content,
      categories[category],
      ...nextText(state, call),
      ...whoHas(state, call),
      ...(incident === undefined ? [] : [html`<code>${incident}</code>` as Content]),
    ],
  });
};

/** The record table of what is listed, on whatever page of it one is. */
const tableLink = ({ query, words }: Call): Html => {
  const params = new URLSearchParams(query);
  params.delete('after');
  const asked = params.size === 0 ? '' : `?${params.toString()}`;
  return html`<p class="list-file"><a href=${`${TABLE}${asked}`} download>${words.tickets.exportAll}</a></p>`;
};

const handle = async (call: Call): Promise<Reply> => {
  const { deps, visitor, view, words, query } = call;
  if (visitor.reader === undefined) return trouble('sign-in');
  const wanted = ticketQueryOf(query, knownIn(view), STATES);
  if ('trouble' in wanted) return trouble(wanted.trouble);
  const { found, next } = await deps.reading.tickets.list(visitor.reader, wanted, PAGE_SIZE);
  const { tickets } = words;
  return {
    kind: 'page',
    title: tickets.title,
    body: html`<h1>${tickets.title}</h1>
      ${search(call)}
      ${found.length === 0 ? emptyList(call, PATH, tickets) : html`<ol class="incidents">${found.map((one) => row(one, call))}</ol>`}
      ${listPaging(call, PATH, next && subjectCursorText(next), tickets.older)}
      ${found.length === 0 ? '' : tableLink(call)}`,
  };
};

/** The organisation's record table of what the reader may see, the oldest first as in chat (S4-16). */
const table = async (call: Call): Promise<Reply> => {
  const { deps, visitor, view, query } = call;
  if (visitor.reader === undefined) return trouble('sign-in');
  const wanted = ticketQueryOf(query, knownIn(view), STATES);
  if ('trouble' in wanted) return trouble(wanted.trouble);
  const { found } = await deps.reading.tickets.list(visitor.reader, wanted, EXPORTED);
  return {
    kind: 'file',
    type: 'text/csv; charset=utf-8',
    name: 'tickets.csv',
    body: csvText(ticketRecordTable(found.toReversed(), view)),
  };
};

/** The tickets that the reader may see, with filters and search. */
export const ticketsPage: Page = {
  navigation: { path: PATH, label: ({ tickets }) => tickets.title, needs: 'organisation' },
  routes: [
    { id: 'tickets', method: 'GET', path: PATH, needs: 'organisation', handle },
    { id: 'tickets-csv', method: 'GET', path: TABLE, needs: 'organisation', handle: table },
  ],
};
