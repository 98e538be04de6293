import { playerSteps, tellPlayer } from './playing.js';
import { Icon, IconButton } from './icons.js';
import { cls, html, useEffect, useRef } from './lib.js';
import { stepText } from './player-steps.js';

const ScriptEntry = ({ script, scripts, locale, words, playing }) => {
  const before = scripts.find((one) => one.id === script.continues);
  return html`
    <li class=${cls('script', playing && 'playing')}>
      <div>
        <h3>${script.names[locale]}</h3>
        <p>${script.about[locale]}</p>
        ${before && html`<p class="quiet">${words.continues(before.names[locale])}</p>`}
      </div>
      <button type="button" class="button primary" aria-label=${`${words.play}: ${script.names[locale]}`} onClick=${() => tellPlayer({ do: 'play', script: script.id })}>
        <${Icon} name="play" size=${14} />${playing ? words.playAgain : words.play}
      </button>
    </li>
  `;
};

const Steps = ({ player, people, words, locale }) => {
  const { steps } = playerSteps(player);
  const now = useRef(null);
  useEffect(() => now.current?.scrollIntoView({ block: 'nearest' }), [player.index]);
  return html`
    <section class="steps" aria-label=${words.steps}>
      <h3>${words.stepOf(player.index + 1, player.total)}</h3>
      <ol>
        ${steps.map(
          (step, n) => html`
          <li ref=${n === player.index ? now : undefined} class=${cls(n < player.index && 'past', n === player.index && 'now')} aria-current=${n === player.index ? 'step' : undefined}>
            <span class="step-at">${step.at.slice(0, 5)}</span>
            <span><strong>${people.find((person) => person.id === step.as)?.name ?? words.engine}</strong>
            ${' '}${step.caption ? step.caption[locale] : html`<code>${stepText(step, words)}</code>`}</span>
          </li>`,
        )}
      </ol>
    </section>
  `;
};

/** The programme: what can be watched, and where the show stands. */
export const PlayerPanel = ({ state, words, onClose }) => {
  const { scripts, player, locale, people } = state;
  const running = player.status !== 'idle';
  return html`
    <aside class="panel" aria-labelledby="player-title">
      <header class="panel-head"><h2 id="player-title">${words.player}</h2><${IconButton} icon="close" label=${words.close} onClick=${onClose} /></header>
      <div class="panel-body">
        <p class="panel-about">${words.playerAbout}</p>
        <ul class="scripts">
          ${scripts.map((script) => html`<${ScriptEntry} key=${script.id} script=${script} scripts=${scripts} locale=${locale} words=${words} playing=${script.id === player.script} />`)}
        </ul>
        ${running && html`<${Steps} player=${player} people=${people} words=${words} locale=${locale} />`}
      </div>
    </aside>
  `;
};
