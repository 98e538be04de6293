import { html, type Content, type Html } from '../html.ts';

/** A state, as a colour and in words. */
export interface Badge {
  readonly text: string;
  readonly tone?: string;
}

/** Several of them in one line. */
export const badgeLine = (badges: readonly Badge[]): Html =>
  html`<p class="badges">
    ${badges.map(
      ({ text, tone }) =>
        html`<span class=${`badge ${tone === undefined ? 'plain' : `tone-${tone}`}`}>${text}</span>`,
    )}
  </p>`;

/** One line of a list of alerts or tickets. */
export const subjectItem = (item: {
  readonly href: string;
  readonly tone: string;
  readonly badges: readonly Badge[];
  readonly title: string;
  readonly said: string;
  readonly details: readonly Content[];
}): Html => {
  const { href, tone, badges, title, said, details } = item;
  return html`<li class=${`incident edge-${tone}`}>
    ${badgeLine(badges)}
    <h2><a href=${href}>${title}</a></h2>
    ${said === '' ? '' : html`<p class="clip">${said}</p>`}
    <p class="quiet">${details.map((part, n) => (n === 0 ? part : html` · ${part}`))}</p>
  </li>`;
};
