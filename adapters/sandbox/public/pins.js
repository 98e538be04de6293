import { pressButton } from './acts.js';
import { Card } from './card.js';
import { Icon } from './icons.js';
import { html, useState } from './lib.js';

const Pin = ({ message, open, onToggle }) => {
  const progress = message.card?.elements.find((element) => element.kind === 'progress');
  return html`
    <li>
      <button type="button" class="pin-line" aria-expanded=${open} onClick=${onToggle}>
        <span class="pin-title">${message.card?.title ?? message.text}</span>
        ${progress && html`<span class="pin-progress">${Math.round(progress.percent)}%</span>`}
        <${Icon} name="down" size=${15} />
      </button>
    </li>
  `;
};

const Opened = ({ message, context }) => {
  const { room, id, card } = message;
  const onPress = (button) => pressButton(room, button, { incident: card.incident, message: id });
  return html`<div class="pin-card"><${Card} card=${card} context=${{ ...context, onPress }} /></div>`;
};

/** What is pinned in the room, one line each; a line opens into its card. */
export const Pins = ({ messages, context }) => {
  const [open, setOpen] = useState(null);
  const [all, setAll] = useState(false);
  if (messages.length === 0) return null;
  const { words } = context;
  const opened = messages.find(({ id, card }) => id === open && card !== null);
  return html`
    <section class="pins" aria-label=${words.pinned}>
      <${Icon} name="pin" size=${15} />
      <ul>
        ${(all ? messages : messages.slice(0, 1)).map(
          (message) => html`
            <${Pin} key=${message.id} message=${message} open=${open === message.id}
              onToggle=${() => setOpen(open === message.id ? null : message.id)} />`,
        )}
      </ul>
      ${messages.length > 1 && html`<button type="button" class="pins-more" aria-expanded=${all} onClick=${() => setAll(!all)}>${all ? words.fewer : words.pinnedMore(messages.length - 1)}</button>`}
      ${opened && html`<${Opened} message=${opened} context=${context} />`}
    </section>
  `;
};
