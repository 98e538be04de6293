import { postmortemDocument } from '#app/export-incident.ts';
import { WEB } from '#app/reading/access.ts';
import { mayWrite } from '#app/reading/reader.ts';
import { postmortemWordsOf } from '#cards/postmortem-words.ts';
import { rejectionCard } from '#cards/rejection-card.ts';
import { fullClockText } from '#cards/view.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import {
  isEditableField,
  POSTMORTEM_FIELDS,
  type PostmortemFieldId,
} from '#domain/postmortem/fields.ts';
import { publishBlockers } from '#domain/postmortem/publish-gate.ts';
import { proofField } from '../form-proof.ts';
import { html, type Html } from '../html.ts';
import { type IncidentCall, type Page, type Reply, trouble } from '../page.ts';
import { elements } from '../parts/elements.ts';
import { incidentTabs } from './incident.ts';

/** As long as what can be typed in a chat. */
const MOST_CHARACTERS = 5_000;

const addressOf = ({ record }: IncidentCall): string => `/incidents/${record.key}/postmortem`;

const writtenIn = ({ record }: IncidentCall, field: PostmortemFieldId) =>
  record.state.postmortem.human[field];

/** When the text was last written that this form shows; others may write meanwhile. */
const seenOf = (call: IncidentCall, field: PostmortemFieldId): string =>
  String(writtenIn(call, field)?.at ?? '');

const hidden = (call: IncidentCall, act: string): Html =>
  html`${proofField(call)}<input type="hidden" name="act" value=${act} />
    <input type="hidden" name="once" value=${call.deps.ids.next()} />`;

const fieldForm = (call: IncidentCall, field: PostmortemFieldId, text?: string): Html => {
  const { words, view } = call;
  const label = postmortemWordsOf(view).fields[field];
  const written = writtenIn(call, field);
  return html`<details class="field" id=${`edit-${field}`} open=${text !== undefined}>
    <summary>
      ${label}
      <span class="quiet"
        >${written === undefined ? words.postmortem.unwritten : words.postmortem.writtenBy(written.by.name, fullClockText(written.at, view))}</span
      >
    </summary>
    <form method="post" action=${addressOf(call)}>
      ${hidden(call, 'edit')}<input type="hidden" name="field" value=${field} />
      <input type="hidden" name="seen" value=${seenOf(call, field)} />
      <textarea name="text" rows="4" required maxlength=${MOST_CHARACTERS} aria-label=${label}>${text ?? written?.text ?? ''}</textarea>
      <button class="primary">${words.postmortem.save(label)}</button>
    </form>
  </details>`;
};

const whyForm = (call: IncidentCall): Html => {
  const { words, view, record } = call;
  const label = postmortemWordsOf(view).fields.whys;
  const { whys } = record.state.postmortem;
  return html`<details class="field" id="edit-whys">
    <summary>${label} <span class="quiet">${words.postmortem.whys(whys.length)}</span></summary>
    <ol>
      ${whys.map((why) => html`<li>${why}</li>`)}
    </ol>
    <form method="post" action=${addressOf(call)}>
      ${hidden(call, 'why')}
      <textarea name="text" rows="2" required maxlength="1000" aria-label=${label}></textarea>
      <button class="primary">${words.postmortem.addWhy}</button>
    </form>
  </details>`;
};

const publishForm = (call: IncidentCall): Html | '' => {
  const { record, words, view } = call;
  const { state } = record;
  if (state.phase !== 'closed' || state.postmortem.status === 'published') return '';
  const missing = publishBlockers(state);
  const { blockers } = postmortemWordsOf(view);
  if (missing.length > 0)
    return html`<p>${words.postmortem.before}</p>
      <ul class="marked">
        ${missing.map((one) => html`<li class="mark-open">${blockers[one]}</li>`)}
      </ul>`;
  return html`<form method="post" action=${addressOf(call)}>
    ${hidden(call, 'publish')}<button class="primary">${words.postmortem.publish}</button>
  </form>`;
};

const isWriter = ({ visitor: { reader }, record, deps }: IncidentCall): boolean =>
  reader !== undefined && mayWrite(reader, record.state, deps.policy());

const editing = (call: IncidentCall): Html => {
  const { words, visitor } = call;
  if (!isWriter(call))
    return visitor.open && visitor.actor === undefined
      ? html`<p class="no-print"><a href=${`/sign-in?to=${addressOf(call)}`}>${words.postmortem.actFirst}</a></p>`
      : html``;
  const fields = POSTMORTEM_FIELDS.map(({ id }) => id).filter(isEditableField);
  return html`<section class="panel no-print editing" aria-labelledby="editing-title">
    <h2 id="editing-title">${words.postmortem.editing}</h2>
    <p class="quiet">${words.postmortem.humanWins}</p>
    ${publishForm(call)} ${whyForm(call)} ${fields.map((field) => fieldForm(call, field))}
  </section>`;
};

/** The document as markup; loading what makes it takes its time, so it waits until somebody reads one. */
const documentMarkup = async (call: IncidentCall): Promise<string> => {
  const { markdownHtml } = await import('#app/export-html.ts');
  const label = call.words.postmortem.table;
  const evidence = await call.deps.reading.evidence(call.record);
  // A wide table scrolls by itself, and so it must be reached from the keyboard.
  return markdownHtml(postmortemDocument({ ...call.record, evidence }, call.view))
    .replaceAll(
      '<table>',
      `<div class="table" tabindex="0" role="group" aria-label="${label}"><table>`,
    )
    .replaceAll('</table>', '</table></div>');
};

const show = async (call: IncidentCall, notice: Html | '' = '', status = 200): Promise<Reply> => {
  const { record, words } = call;
  const written = { __html: await documentMarkup(call) };
  return {
    kind: 'page',
    status,
    title: `${words.incident.postmortem} · ${record.key}`,
    body: html`${incidentTabs(call, 'postmortem')} ${notice}
      ${isWriter(call) ? html`<p class="no-print"><a href="#editing-title">${words.postmortem.editing}</a></p>` : ''}
      ${record.state.closedAt === undefined ? html`<p class="notice">${words.postmortem.early}</p>` : ''}
      <div class="postmortem-page">
        <article class="panel document" dangerouslySetInnerHTML=${written}></article>
        ${editing(call)}
      </div>`,
  };
};

const fieldOf = ({ form }: IncidentCall): PostmortemFieldId | undefined =>
  POSTMORTEM_FIELDS.map(({ id }) => id).find((id) => id === form.get('field'));

const intentOf = (call: IncidentCall): IncidentIntent | undefined => {
  const { form } = call;
  const text = (form.get('text') ?? '').replaceAll('\r\n', '\n').trim();
  const isText = text !== '' && text.length <= MOST_CHARACTERS;
  const field = fieldOf(call);
  const act = form.get('act');
  if (act === 'publish') return { type: 'postmortemPublish' };
  if (act === 'why' && isText) return { type: 'postmortemWhy', text };
  return act === 'edit' && isText && field !== undefined
    ? { type: 'postmortemEdit', field, text }
    : undefined;
};

/** Somebody else wrote the field since this form was opened: nothing is lost, and nothing overwritten. */
const conflict = (call: IncidentCall, field: PostmortemFieldId): Promise<Reply> => {
  const { words, form, view } = call;
  const written = writtenIn(call, field);
  return show(
    call,
    html`<section class="panel notice" role="alert">
      <h2>${words.postmortem.conflict(written?.by.name ?? '')}</h2>
      <p class="quiet">${written === undefined ? '' : fullClockText(written.at, view)}</p>
      <blockquote>${written?.text ?? ''}</blockquote>
      <p>${words.postmortem.yours}</p>
      ${fieldForm(call, field, form.get('text') ?? '')}
    </section>`,
    409,
  );
};

const write = async (call: IncidentCall): Promise<Reply> => {
  const { deps, record, visitor, view, words, form } = call;
  const { actor } = visitor;
  const intent = intentOf(call);
  if (actor === undefined) return trouble('refused');
  if (intent === undefined) return trouble('unreadable');
  const field = fieldOf(call);
  if (field !== undefined && form.get('act') === 'edit' && form.get('seen') !== seenOf(call, field))
    return conflict(call, field);
  const meta = { now: deps.clock.now(), actor, via: WEB };
  const receipt = { platform: WEB, id: `form ${form.get('once') ?? deps.ids.next()}` };
  const outcome = await deps.handler.handle(record.key, intent, meta, { receipt });
  if ('busy' in outcome) return trouble('busy');
  if (!('rejected' in outcome)) return { kind: 'redirect', to: addressOf(call) };
  const card = rejectionCard(outcome.rejected, view, { state: record.state });
  const said = elements(card.elements, { words, showing: { links: true } });
  const notice = html`<section class="panel notice" role="alert">
    <h2>${card.title}</h2>
    ${said}
  </section>`;
  return show(call, notice, 409);
};

const base = { path: '/incidents/:key/postmortem', aboutIncident: true } as const;

/** The 5W1H document of an incident, and writing into it. */
export const postmortemPage: Page = {
  routes: [
    { ...base, id: 'postmortem', method: 'GET', needs: 'record', handle: (call) => show(call) },
    { ...base, id: 'postmortem-write', method: 'POST', needs: 'write', handle: write },
  ],
};
