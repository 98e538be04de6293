import { Chart } from './chart.js';
import { Icon } from './icons.js';
import { cls, html, useEffect, useRef, useState } from './lib.js';
import { Anchor, Spans } from './spans.js';

const CopyButton = ({ text, words }) => {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 1_800);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
  };
  return html`
    <button type="button" class=${cls('button', 'small', done && 'done')} onClick=${copy}>
      <${Icon} name=${done ? 'check' : 'copy'} size=${15} />
      <span aria-live="polite">${done ? words.copied : words.copy}</span>
    </button>
  `;
};

const STYLES = { primary: 'primary', danger: 'danger', default: '' };

const Confirm = ({ button, words, onYes, onNo }) => {
  const yes = useRef(null);
  useEffect(() => yes.current?.focus(), []);
  return html`
    <div class="confirm" role="group" aria-label=${button.confirm}
      onKeyDown=${(event) => event.key === 'Escape' && onNo()}>
      <span>${button.confirm}</span>
      <button type="button" ref=${yes} class=${cls('button', button.style === 'danger' ? 'danger' : 'primary')} onClick=${onYes}>${button.label}</button>
      <button type="button" class="button" onClick=${onNo}>${words.cancel}</button>
    </div>
  `;
};

const Actions = ({ element, context }) => {
  const [asking, setAsking] = useState(null);
  const [busy, setBusy] = useState(null);
  const press = async (button) => {
    setAsking(null);
    setBusy(button);
    await context.onPress(button);
    setBusy(null);
  };
  return html`
    <div class="actions">
      ${element.buttons.map(
        (button) => html`
        <button type="button" class=${cls('button', STYLES[button.style])} disabled=${busy === button}
          aria-haspopup=${button.form ? 'dialog' : undefined}
          onClick=${() => (button.confirm === undefined ? press(button) : setAsking(button))}>
          ${button.label}${button.form ? '…' : ''}
        </button>`,
      )}
      ${asking && html`<${Confirm} button=${asking} words=${context.words} onYes=${() => press(asking)} onNo=${() => setAsking(null)} />`}
    </div>
  `;
};

const MARKS = { open: '', done: '✓', late: '✓', overdue: '!', skipped: '–', struck: '' };

const List = ({ element, context }) => html`
  <ul class="list">
    ${element.items.map(
      ({ line, mark }) => html`
      <li class=${cls('item', mark)}>
        ${
          mark === undefined
            ? html`<span class="bullet" aria-hidden="true"></span>`
            : html`<span class="mark" role="img" aria-label=${context.words.marks[mark]} title=${context.words.marks[mark]}>${MARKS[mark]}</span>`
        }
        <span><${Spans} line=${line} context=${context} /></span>
      </li>`,
    )}
  </ul>
`;

// At phone width each row becomes a small block with its column names, so nothing scrolls sideways.
const Table = ({ element, context }) => html`
  <table class="table">
    <thead><tr>${element.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>
      ${element.rows.map(
        (row) => html`
        <tr>${row.map((cell, n) => html`<td data-label=${element.columns[n]}><${Spans} line=${cell} context=${context} /></td>`)}</tr>`,
      )}
    </tbody>
  </table>
`;

const Progress = ({ element }) => {
  const percent = Math.min(100, Math.max(0, element.percent));
  return html`
    <div class="progress">
      <div class="progress-label"><span>${element.label}</span><span class="number">${Math.round(percent)}%</span></div>
      <div class="bar" role="progressbar" aria-label=${element.label} aria-valuenow=${percent} aria-valuemin="0" aria-valuemax="100">
        <div class="fill" style=${{ width: `${percent}%` }}></div>
      </div>
    </div>
  `;
};

const isOwn = (url) =>
  url.startsWith('/') || url.startsWith('data:image/') || url.startsWith(location.origin);

const ELEMENTS = {
  heading: ({ element }) => html`<h3 class="heading">${element.text}</h3>`,
  text: ({ element, context }) => html`
    <div class=${cls('text', element.tone)}>
      ${element.lines.map((line) => html`<p><${Spans} line=${line} context=${context} /></p>`)}
    </div>`,
  facts: ({ element, context }) => html`
    <dl class="facts">
      ${element.items.map(
        ({ label, value }) => html`
        <div><dt>${label}</dt><dd><${Spans} line=${value} context=${context} /></dd></div>`,
      )}
    </dl>`,
  list: List,
  table: Table,
  copy: ({ element, context }) => html`
    <div class="copy">
      <div class="copy-head"><span>${element.label}</span><${CopyButton} text=${element.text} words=${context.words} /></div>
      <p class="copy-text">${element.text}</p>
    </div>`,
  progress: Progress,
  divider: () => html`<hr class="divider" />`,
  actions: Actions,
  note: ({ element, context }) =>
    html`<p class="note"><${Spans} line=${element.line} context=${context} /></p>`,
  // Pictures from elsewhere would be requests to elsewhere; a link leaves that to the reader.
  image: ({ element }) =>
    isOwn(element.url)
      ? html`<img class="image" src=${element.url} alt=${element.alt} loading="lazy" />`
      : html`<p class="note"><${Anchor} url=${element.url}>${element.alt}<//></p>`,
  chart: Chart,
};

/** A card as a person sees it. */
export const Card = ({ card, context }) => html`
  <article class=${cls('card', `tone-${card.tone}`)} aria-label=${card.title}>
    <header class="card-head"><h2>${card.title}</h2></header>
    ${
      card.elements.length > 0 &&
      html`
      <div class="card-body">
        ${card.elements.map((element) => html`<${ELEMENTS[element.kind]} element=${element} context=${context} />`)}
      </div>`
    }
  </article>
`;
