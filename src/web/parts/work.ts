import { runningDeadlines, taskOwner } from '#cards/incident-facts.ts';
import { whoFacts, timeFacts, scopeFacts, causeFacts, updateFacts } from '#cards/status-facts.ts';
import { linkItems } from '#cards/status-lists.ts';
import { clockText, durationText, latenessText, nameList, roleName, say } from '#cards/view.ts';
import type { Deadline } from '#domain/incident/deadlines.ts';
import type { Task } from '#domain/incident/state.ts';
import { html, type Html } from '../html.ts';
import type { About } from './about.ts';
import { factList, markedList } from './elements.ts';
import { left } from './left.ts';

const SHOWN = 8;

/** From four fifths of its period on a deadline is near: that is when its owners are reminded. */
const nearness = (
  { anchoredAt, dueAt }: Deadline,
  { record, view }: About,
): 'overdue' | 'near' | 'open' => {
  if (dueAt < view.now) return 'overdue';
  const warnAt = anchoredAt + (dueAt - anchoredAt) * record.state.engine.warnAtFraction;
  return view.now >= warnAt ? 'near' : 'open';
};

const deadlineRow = (deadline: Deadline, about: About): Html => {
  const { view, words } = about;
  const { owners, role } = deadline;
  const who =
    owners.length === 0 || owners.length > 2 ? roleName(role, view) : nameList(owners, view);
  const state = nearness(deadline, about);
  return html`<li class=${`deadline ${state}`}>
    <span class="what">${say(deadline.title, view)}</span>
    <span class="by">${who}</span>
    ${left(deadline.dueAt, view, words)}
    ${state === 'open' ? '' : html`<span class="hidden">${words.marks[state]}</span>`}
  </li>`;
};

/** What is due next, counting down. */
export const deadlines = (about: About): Html => {
  const { record, view, words } = about;
  const running = runningDeadlines(record.state, view);
  const rows = running.map((deadline) => deadlineRow(deadline, about));
  return html`<h2>${words.incident.deadlines}</h2>
    ${rows.length === 0 ? html`<p class="empty">${words.incident.noDeadlines}</p>` : ''}
    <ol class="deadlines">
      ${rows.slice(0, SHOWN)}
    </ol>
    ${
      rows.length <= SHOWN
        ? ''
        : html`<details>
            <summary>${words.incident.more(rows.length - SHOWN)}</summary>
            <ol class="deadlines">
              ${rows.slice(SHOWN)}
            </ol>
          </details>`
    }`;
};

const markOf = (task: Task, now: number): 'open' | 'done' | 'late' | 'overdue' | 'skipped' => {
  if (task.status === 'skipped') return 'skipped';
  if (task.status === 'done') return (task.lateMs ?? 0) > 0 ? 'late' : 'done';
  return task.dueAt < now ? 'overdue' : 'open';
};

const taskWhen = (task: Task, { view, words }: About): string => {
  if (task.status === 'open') return words.incident.dueBy(clockText(task.dueAt, view));
  const at = clockText(task.closedAt ?? task.dueAt, view);
  const late = task.lateMs ?? 0;
  if (task.status === 'skipped') return words.incident.skippedAt(at, task.note ?? '');
  return late > 0
    ? words.incident.doneLate(at, latenessText(late, view))
    : words.incident.doneAt(
        at,
        durationText((task.closedAt ?? task.dueAt) - task.anchoredAt, view),
      );
};

const taskRow = (task: Task, about: About): Html => {
  const { record, view, words } = about;
  const mark = markOf(task, view.now);
  const who = task.closedBy?.name ?? taskOwner(record.state, task, view);
  return html`<li class=${`mark-${mark}`}>
    <span class="hidden">${words.marks[mark]}</span>
    <span class="what">${say(task.title, view)}</span>
    <span class="quiet"> ${who} · ${taskWhen(task, about)}</span>
  </li>`;
};

const ORDER = { overdue: 0, open: 1, late: 2, done: 3, skipped: 4 } as const;

/** The checklist: what is open first. */
export const tasks = (about: About): Html => {
  const { record, view, words } = about;
  const counted = record.state.tasks.filter(({ status }) => status !== 'superseded');
  const done = counted.filter(({ status }) => status !== 'open').length;
  const rows = counted.toSorted(
    (one, other) =>
      ORDER[markOf(one, view.now)] - ORDER[markOf(other, view.now)] || one.dueAt - other.dueAt,
  );
  return html`<h2>${words.incident.tasks} <span class="count">${done}/${counted.length}</span></h2>
    <ul class="marked">
      ${rows.map((task) => taskRow(task, about))}
    </ul>`;
};

/** Who leads, who responds, and who cannot be reached. */
export const people = (about: About): Html => {
  const { record, view, words } = about;
  return html`<h2>${words.incident.people}</h2>
    ${factList(whoFacts(record.state, view), about)}`;
};

/** Everything else that is known: when, where, why, and what was linked. */
export const facts = (about: About): Html => {
  const { record, view, words } = about;
  const { state } = record;
  const links = linkItems(state, view);
  const known = [
    ...timeFacts(state, view),
    ...scopeFacts(state, view),
    ...causeFacts(state, view),
    ...updateFacts(state, view),
  ];
  return html`<h2>${words.incident.facts}</h2>
    ${factList(known, about)}
    ${links.length === 0 ? '' : html`<h3>${words.incident.links}</h3>${markedList(links, about)}`}`;
};
