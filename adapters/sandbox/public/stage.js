import { playerSteps, setFollow, tellPlayer } from './playing.js';
import { Avatar } from './avatar.js';
import { Icon, IconButton } from './icons.js';
import { cls, html } from './lib.js';
import { stepText } from './player-steps.js';

const SPEEDS = [0.5, 1, 2, 4];

const Caption = ({ player, steps, step, people, words, locale, script, scripts }) => {
  if (player.status === 'finished') return html`<p class="stage-caption">${words.finished}</p>`;
  if (player.status === 'failed')
    return html`<p class="stage-caption wrong">${words.failed}: ${words.problem[player.error] ?? player.error}</p>`;
  if (player.index < player.lead) {
    const before = scripts.find((one) => one.id === script.continues);
    if (before !== undefined)
      return html`<p class="stage-caption">${words.lead(before.names[locale])}</p>`;
  }
  if (step === undefined) return html`<p class="stage-caption">${script.about[locale]}</p>`;
  const person = people.find((one) => one.id === step.as);
  // Steps in a row share the caption of the first.
  const caption = steps.slice(0, player.index + 1).findLast((one) => one.caption !== null)?.caption;
  return html`
    <div class="stage-step">
      <span class="stage-at">${step.at.slice(0, 5)}</span>
      <${Avatar} person=${person} size="small" />
      <span class="stage-who">${person?.name ?? words.engine}</span>
      ${stepText(step, words) && html`<code class="stage-line">${stepText(step, words)}</code>`}
    </div>
    ${caption && html`<p class="stage-caption">${caption[locale]}</p>`}
  `;
};

/** The strip at the bottom while a script plays: what happens, why, and how to stop it. */
export const Stage = ({ state, context }) => {
  const { player, scripts, locale, people, follow } = state;
  const { words } = context;
  const script = scripts.find((one) => one.id === player.script);
  if (player.status === 'idle' || script === undefined) return null;
  const { steps, step } = playerSteps(player);
  const playing = player.status === 'playing';
  const over = player.status === 'finished' || player.status === 'failed';
  const done = ((player.index + 1) / Math.max(1, player.total)) * 100;
  return html`
    <section class=${cls('stage', over && 'over')} aria-label=${words.player}>
      <div class="stage-progress" role="progressbar" aria-label=${words.stepOf(player.index + 1, player.total)} aria-valuenow=${Math.round(done)} aria-valuemin="0" aria-valuemax="100">
        <div style=${{ width: `${done}%` }}></div>
      </div>
      <div class="stage-row">
        <div class="stage-text" aria-live="polite">
          <${Caption} player=${player} steps=${steps} step=${step} people=${people} words=${words} locale=${locale} script=${script} scripts=${scripts} />
        </div>
        <div class="stage-controls">
          ${
            !over &&
            html`
            <${IconButton} icon=${playing ? 'pause' : 'play'} label=${playing ? words.pause : words.resume} onClick=${() => tellPlayer({ do: playing ? 'pause' : 'resume' })} />
            <${IconButton} icon="next" label=${words.step} onClick=${() => tellPlayer({ do: 'step' })} />
            <select class="speed" aria-label=${words.speed} title=${words.speed} onChange=${(event) => tellPlayer({ do: 'speed', speed: Number(event.target.value) })}>
              ${SPEEDS.map((speed) => html`<option value=${speed} selected=${player.speed === speed}>×${speed}</option>`)}
            </select>
            <button type="button" class=${cls('icon-button', follow && 'on')} aria-pressed=${follow} aria-label=${words.followShort} title=${follow ? words.followOn : words.followOff} onClick=${() => setFollow(!follow)}><${Icon} name="follow" size=${18} /></button>`
          }
          <${IconButton} icon="close" label=${words.stop} onClick=${() => tellPlayer({ do: 'stop' })} />
        </div>
      </div>
    </section>
  `;
};
