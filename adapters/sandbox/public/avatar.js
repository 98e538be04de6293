import { hueOf, initialOf } from './format.js';
import { Icon } from './icons.js';
import { cls, html } from './lib.js';

/** A person's picture; Fenghuo's own when there is no person. */
export const Avatar = ({ person, size = 'normal' }) =>
  person === undefined
    ? html`<span class=${cls('avatar', 'bot', size)} aria-hidden="true"><${Icon} name="fire" size=${size === 'small' ? 13 : 19} /></span>`
    : html`<span class=${cls('avatar', `hue-${hueOf(person.id)}`, size)} aria-hidden="true">${initialOf(person.name)}</span>`;
