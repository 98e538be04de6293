import type { CardElement, Line } from '#cards/card.ts';
import { lineText } from '#cards/line.ts';
import { html, type Content, type Html } from '../html.ts';
import type { PageWords } from '../words/words.ts';
import { type Showing, spans } from './spans.ts';

/** What is needed to draw parts of cards. */
export interface Drawing {
  readonly words: PageWords;
  readonly showing: Showing;
}

/** Labels and their values. */
export const factList = (
  items: readonly { readonly label: string; readonly value: Line }[],
  { showing }: Drawing,
): Html =>
  html`<dl class="facts">
    ${items.map(
      ({ label, value }) => html`<div>
        <dt>${label}</dt>
        <dd>${spans(value, showing)}</dd>
      </div>`,
    )}
  </dl>`;

type ListItems = Extract<CardElement, { kind: 'list' }>['items'];

/** Lines with their marks; the mark is said in words too, as colour alone tells nothing to some. */
export const markedList = (items: ListItems, { words, showing }: Drawing): Html =>
  html`<ul class="marked">
    ${items.map(
      ({ line, mark }) => html`<li class=${mark === undefined ? undefined : `mark-${mark}`}>
        ${mark === undefined ? '' : html`<span class="hidden">${words.marks[mark]}</span>`}
        ${spans(line, showing)}
      </li>`,
    )}
  </ul>`;

/** A text to hand on as it is. */
export const copyText = (label: string, text: string, { words }: Drawing): Html =>
  html`<figure class="copy">
    <figcaption>${label}</figcaption>
    <blockquote data-copy-text>${text}</blockquote>
    <button type="button" class="quiet-button" data-copy data-copied=${words.incident.copied} hidden>
      ${words.incident.copy}<span class="hidden">${label}</span>
    </button>
  </figure>`;

/** One element of a card; what can be pressed belongs to the chat and is left out. */
export const element = (part: CardElement, drawing: Drawing): Html | '' => {
  const { showing } = drawing;
  switch (part.kind) {
    case 'heading':
      return html`<h4>${part.text}</h4>`;
    case 'text':
      return html`${part.lines.map((line) => html`<p>${spans(line, showing)}</p>`)}`;
    case 'facts':
      return factList(part.items, drawing);
    case 'list':
      return markedList(part.items, drawing);
    case 'table':
      return plainTable(
        part.columns,
        part.rows.map((row) => row.map(lineText)),
      );
    case 'copy':
      return copyText(part.label, part.text, drawing);
    case 'progress':
      return html`<p class="progress">
        <progress max="100" value=${part.percent} aria-label=${part.label}></progress>
        <span>${part.label}</span>
      </p>`;
    case 'note':
      return html`<p class="quiet">${spans(part.line, showing)}</p>`;
    case 'divider':
    case 'actions':
    case 'image':
    case 'chart':
      return '';
  }
};

/** Several of them. */
export const elements = (parts: readonly CardElement[], drawing: Drawing): Html =>
  html`${parts.map((part) => element(part, drawing))}`;

/** A table that scrolls by itself on a narrow screen. */
export const plainTable = (
  columns: readonly string[],
  rows: readonly (readonly Content[])[],
  caption?: string,
): Html =>
  html`<div class="table" tabindex="0" role="region" aria-label=${caption ?? columns.join(' · ')}>
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
