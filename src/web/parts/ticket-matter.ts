import { fact } from '#cards/build.ts';
import { link } from '#cards/line.ts';
import { departmentName, progressText } from '#cards/ticket-words.ts';
import { atHead, clockText, durationText, words as cardWords } from '#cards/view.ts';
import { crossDepartmentTime } from '#domain/ticket/clocks.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import type { DurationMs } from '#domain/time.ts';
import { html, type Html } from '../html.ts';
import { factList, plainTable } from './elements.ts';
import type { SubjectLook } from './subject-look.ts';

const NOTHING = '—';

const listed = (items: readonly string[], { view }: SubjectLook): string | undefined =>
  items.length === 0 ? undefined : items.join(cardWords(view).common.comma);

/** What the customer said, and what is known of the matter. */
export const ticketMatter = (state: TicketState, look: SubjectLook): Html => {
  const { view, words } = look;
  const { fields, sourceLink } = cardWords(view).tickets;
  const { text, topic, product, batch, region, tags, source, words: found } = state;
  const known = [
    ...fact(fields.topic, topic),
    ...fact(fields.product, product),
    ...fact(fields.batch, batch),
    ...fact(fields.region, region),
    ...fact(fields.tags, listed(tags, look)),
    ...fact(
      words.tickets.keywords,
      listed(
        found.map(({ word }) => word),
        look,
      ),
    ),
    ...fact(fields.source, source === undefined ? undefined : [link(sourceLink, source)]),
  ];
  return html`<h2>${words.tickets.matter}</h2>
    <p class="as-said">${text}</p>
    ${known.length === 0 ? '' : factList(known, look)}`;
};

/** What came of it, once there is something. */
export const ticketOutcome = (state: TicketState, look: SubjectLook): Html | '' => {
  const { view, words } = look;
  const { result, lateCause, status } = state;
  if (result === undefined && status !== 'resolved') return '';
  const { lateCauses, lateCause: label } = cardWords(view).tickets;
  const cause = lateCause === undefined ? undefined : atHead(lateCauses[lateCause]);
  return html`<h2>${words.tickets.outcome}</h2>
    ${
      result === undefined
        ? html`<p class="empty">${words.tickets.noResult}</p>`
        : html`<p class="as-said">${result}</p>`
    }
    ${cause === undefined ? '' : factList(fact(label, cause), look)}`;
};

/** How long the departments took, until the customer knew; that runs on until the ticket is solved. */
export const ticketTransfers = (state: TicketState, look: SubjectLook): Html | '' => {
  const { transfers, times } = state;
  if (transfers.length === 0) return '';
  const { view, words } = look;
  const { tickets } = words;
  const end = times.resolvedAt ?? view.now;
  const span = (ms: DurationMs): string => (ms === 0 ? NOTHING : durationText(ms, view));
  const spansOf = (which: TicketState['transfers']): readonly string[] => {
    const { acceptMs, processingMs, feedbackMs, totalMs } = crossDepartmentTime(which, end);
    return [acceptMs, processingMs, feedbackMs, totalMs].map(span);
  };
  const rows = transfers.map((one) => [
    departmentName(one.department, view),
    tickets.byAt(one.by.name, clockText(one.at, view)),
    ...spansOf([one]),
  ]);
  const total = transfers.length === 1 ? [] : [[tickets.transferTotal, '', ...spansOf(transfers)]];
  return html`<h2>${tickets.transfers}</h2>
    ${plainTable(tickets.transferColumns, [...rows, ...total], tickets.transfers)}`;
};

/** What the customer was told on the way, the newest first. */
export const ticketProgress = (
  { progress }: TicketState,
  { view, words }: SubjectLook,
): Html | '' =>
  progress.length === 0
    ? ''
    : html`<h2>${words.tickets.progress}</h2>
        <ul class="plain-list">
          ${progress.toReversed().map(
            (one) => html`<li>
              <p class="as-said">${progressText(one, view)}</p>
              <p class="quiet">${words.tickets.byAt(one.by.name, clockText(one.at, view))}</p>
            </li>`,
          )}
        </ul>`;
