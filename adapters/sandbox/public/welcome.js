import { dismissWelcome } from './session.js';
import { Icon } from './icons.js';
import { html } from './lib.js';

const Choice = ({ icon, title, hint, primary, onClick }) => html`
  <button type="button" class=${primary ? 'way primary' : 'way'} onClick=${onClick}>
    <span class="way-icon"><${Icon} name=${icon} size=${22} /></span>
    <span class="way-text"><strong>${title}</strong><span>${hint}</span></span>
  </button>
`;

/** What a person sees who was never here: one paragraph and three ways to begin. */
export const Welcome = ({ me, words, canPlay, onOpen, onPlay, onHelp }) => html`
  <section class="welcome" aria-labelledby="welcome-title">
    <span class="welcome-mark"><${Icon} name="fire" size=${30} /></span>
    <h2 id="welcome-title">${words.welcomeTitle}</h2>
    <p>${words.welcomeText}</p>
    <div class="ways">
      <${Choice} icon="open" title=${words.welcomeOpen} hint=${words.welcomeOpenHint} primary=${!canPlay} onClick=${onOpen} />
      ${canPlay && html`<${Choice} icon="play" title=${words.welcomeDemo} hint=${words.welcomeDemoHint} primary=${true} onClick=${onPlay} />`}
      <${Choice} icon="help" title=${words.welcomeHelp} hint=${words.welcomeHelpHint} onClick=${onHelp} />
    </div>
    <p class="welcome-as">${words.welcomeAs(me?.name, me?.title)}</p>
    <button type="button" class="button" onClick=${dismissWelcome}>${words.welcomeClose}</button>
  </section>
`;
