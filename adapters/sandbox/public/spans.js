import { fullTime } from './format.js';
import { cls, html } from './lib.js';

const SAFE = /^(https?:\/\/|mailto:|\/(?!\/))/i;

/** A link that leaves the page in a tab of its own; anything but web and mail is shown as text. */
export const Anchor = ({ url, children }) =>
  SAFE.test(url)
    ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${children}</a>`
    : html`<span>${children}</span>`;

const Span = ({ span, context }) => {
  if (typeof span === 'string') return span;
  if ('bold' in span) return html`<strong>${span.bold}</strong>`;
  if ('code' in span) return html`<code>${span.code}</code>`;
  if ('struck' in span) return html`<s>${span.struck}</s>`;
  if ('mention' in span)
    return html`<span class=${cls('mention', span.mention === context.me && 'is-me')}>@${span.name}</span>`;
  if ('link' in span) return html`<${Anchor} url=${span.url}>${span.link}<//>`;
  return html`<time datetime=${new Date(span.instant).toISOString()} title=${fullTime(span.instant, context)}>${span.text}</time>`;
};

/** A card's line of text. User text stays text: nothing here is ever read as markup. */
export const Spans = ({ line, context }) =>
  line.map((span) => html`<${Span} span=${span} context=${context} />`);

const NAME = /@[\p{L}\p{N}_]{1,20}/gu;
const URL_IN_TEXT = /https?:\/\/[^\s，。；、）)】」"']+/g;

/** A chat message: links and names of people stand out, everything else is as typed. */
export const ChatText = ({ text, context }) => {
  const parts = [];
  let from = 0;
  const found = [...text.matchAll(NAME), ...text.matchAll(URL_IN_TEXT)].toSorted(
    (a, b) => a.index - b.index,
  );
  for (const match of found) {
    if (match.index < from) continue;
    const [whole] = match;
    const known = whole.startsWith('@')
      ? context.people.find((person) => whole.slice(1).startsWith(person.name))
      : undefined;
    const isBot = /^@(烽火|应急助手|fenghuo)/i.test(whole);
    if (whole.startsWith('@') && known === undefined && !isBot) continue;
    const length = known === undefined ? whole.length : known.name.length + 1;
    parts.push(text.slice(from, match.index));
    const shown = whole.slice(0, length);
    parts.push(
      whole.startsWith('@')
        ? html`<span class=${cls('mention', known?.id === context.me && 'is-me')}>${shown}</span>`
        : html`<${Anchor} url=${whole}>${whole}<//>`,
    );
    from = match.index + length;
  }
  parts.push(text.slice(from));
  return html`<p class="chat-text">${parts}</p>`;
};
