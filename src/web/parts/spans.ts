import type { Line, Span } from '#cards/card.ts';
import { html, type Content, type Html } from '../html.ts';

/** What a page shows beside the record: an outsider is given the words of a link, not the way in. */
export interface Showing {
  readonly links: boolean;
}

const isWeb = (url: string): boolean => /^https?:\/\//iu.test(url);

/** An instant as ISO text. */
export const iso = (instant: number): string => new Date(instant).toISOString();

const span = (part: Span, showing: Showing): Content => {
  if (typeof part === 'string') return part;
  if ('bold' in part) return html`<strong>${part.bold}</strong>` as Content;
  if ('code' in part) return html`<code>${part.code}</code>` as Content;
  if ('struck' in part) return html`<s>${part.struck}</s>` as Content;
  if ('mention' in part) return html`<span class="person">${part.name}</span>` as Content;
  if ('instant' in part)
    return html`<time datetime=${iso(part.instant)}>${part.text}</time>` as Content;
  // Only addresses of the web are links: a user may have typed any scheme.
  return showing.links && isWeb(part.url)
    ? (html`<a href=${part.url} rel="noreferrer noopener">${part.link}</a>` as Content)
    : part.link;
};

/** A line of a card, as markup; every text in it arrives as text. */
export const spans = (line: Line, showing: Showing): Html =>
  html`${line.map((part) => span(part, showing))}`;
