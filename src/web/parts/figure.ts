import { html, type Content, type Html } from '../html.ts';

/** A labelled figure of a head; nothing where there is no value. */
export const figure = (label: string, value: Content): Html | '' =>
  value === undefined
    ? ''
    : html`<div>
        <dt>${label}</dt>
        <dd>${value}</dd>
      </div>`;
