import { discard, flush } from './pending.js';
import { Icon } from './icons.js';
import { cls, html } from './lib.js';

/** A line on its way: sending, waiting for the network, or turned down. */
export const PendingMessage = ({ entry, words, onTakeBack }) => {
  const why = words.problem[entry.code] ?? entry.code;
  const back = () => {
    discard(entry.receiptId);
    onTakeBack(entry.label);
  };
  return html`
    <li class=${cls('pending', entry.status)}>
      <div class="gutter"><${Icon} name=${entry.status === 'accepted' ? 'check' : 'clock'} size=${16} /></div>
      <div class="content">
        <code class="asked plain">${entry.label}</code>
        <span class="pending-status" role="status">
          ${entry.status === 'sending' && words.sending}
          ${entry.status === 'accepted' && words.accepted}
          ${entry.status === 'waiting' && words.waiting}
          ${entry.status === 'refused' && words.refused(why)}
        </span>
        ${entry.status === 'waiting' && html`<button type="button" class="button small" onClick=${flush}>${words.retryNow}</button>`}
        ${
          entry.status === 'refused' &&
          html`
          <button type="button" class="button small" onClick=${back}>${words.takeBack}</button>
          <button type="button" class="button small" onClick=${() => discard(entry.receiptId)}>${words.discard}</button>`
        }
      </div>
    </li>
  `;
};
