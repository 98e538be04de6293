import type { Readiness } from '#app/reading/readiness.ts';
import { clockText, durationText, playbookName, roleName } from '#cards/view.ts';
import { html, type Html } from '../html.ts';
import { type Call, type Page, type Reply, trouble } from '../page.ts';

const incidentLink = (key: string, title: string): Html =>
  html`<a href=${`/incidents/${key}`}>${title}</a> <code class="quiet">${key}</code>`;

const part = (title: string, fine: string, rows: readonly Html[]): Html =>
  html`<section class="panel">
    <h2>${title} <span class="count">${rows.length}</span></h2>
    ${rows.length === 0 ? html`<p class="fine">${fine}</p>` : html`<ul class="plain-list">${rows}</ul>`}
  </section>`;

const rosterRows = ({ roster }: Readiness, { view, words }: Call): readonly Html[] =>
  roster.map(
    ({ role, people, playbooks }) => html`<li>
      <strong>${roleName(role, view)}</strong>
      ${people[0] === undefined ? words.readiness.nobody : words.readiness.onlyOne(people[0].name)}
      <p class="quiet">${words.readiness.countedOn(playbooks.map((id) => playbookName(id, view)))}</p>
    </li>`,
  );

const wordingRows = ({ wordings }: Readiness, { view, words }: Call): readonly Html[] =>
  wordings.map(
    ({ incident, title, wording, since }) => html`<li>
      ${incidentLink(incident, title)}
      <p class="quiet">
        ${wording === undefined ? words.readiness.noWording(durationText(view.now - since, view)) : words.readiness.oldWording(wording, durationText(view.now - since, view))}
      </p>
    </li>`,
  );

const actionRows = ({ actions }: Readiness, { view, words }: Call): readonly Html[] =>
  actions.map(
    ({ incident, title, action }) => html`<li>
      <strong>${action.id}</strong> ${action.text}
      <p class="quiet">
        ${action.owner?.name ?? ''} · ${words.incident.dueBy(clockText(action.dueAt ?? 0, view))} ·
        ${incidentLink(incident, title)}
      </p>
    </li>`,
  );

const deadlineRows = ({ deadlines }: Readiness, { view, words }: Call): readonly Html[] =>
  deadlines.map(
    ({ incident, title, count, oldest }) => html`<li>
      ${incidentLink(incident, title)}
      <p class="quiet">${words.readiness.overdue(count, durationText(view.now - oldest, view))}</p>
    </li>`,
  );

const linkRows = ({ unlinked }: Readiness, { words }: Call): readonly Html[] =>
  unlinked.map(
    ({ person, messengers }) => html`<li>
      <strong>${person.name}</strong>
      <span class="quiet">${messengers.map((name) => words.messengers[name] ?? name).join(' · ')}</span>
    </li>`,
  );

const handle = async (call: Call): Promise<Reply> => {
  const { deps, visitor, view, words } = call;
  if (visitor.reader === undefined) return trouble('sign-in');
  const found = await deps.reading.readiness(visitor.reader, view.now);
  const { readiness } = words;
  return {
    kind: 'page',
    title: readiness.title,
    body: html`<h1>${readiness.title}</h1>
      <p class="quiet">${readiness.about}</p>
      <div class="grid">
        ${part(readiness.deadlines, readiness.noDeadlines, deadlineRows(found, call))}
        ${part(readiness.wordings, readiness.noWordings, wordingRows(found, call))}
        ${part(readiness.actions, readiness.noActions, actionRows(found, call))}
        ${part(readiness.roster, readiness.noRoster, rosterRows(found, call))}
        ${part(readiness.unlinked, readiness.noUnlinked, linkRows(found, call))}
      </div>`,
  };
};

/** What is missing in the organisation before, during and after an emergency. */
export const readinessPage: Page = {
  navigation: {
    path: '/readiness',
    label: ({ readiness }) => readiness.title,
    needs: 'organisation',
  },
  routes: [{ id: 'readiness', method: 'GET', path: '/readiness', needs: 'organisation', handle }],
};
