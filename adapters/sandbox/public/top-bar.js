import { nextTheme, setLocale } from './appearance.js';
import { ClockBar } from './clock-bar.js';
import { Icon, IconButton } from './icons.js';
import { html } from './lib.js';

/** The top of the page: name, clock, demo, help, language, appearance. */
export const TopBar = ({ state, context, onPlayer, onHelp }) => {
  const { words } = context;
  const other = state.locale === 'en' ? 'zh-CN' : 'en';
  return html`
    <header class="top-bar">
      <div class="brand">
        <span class="brand-mark"><${Icon} name="fire" size=${20} /></span>
        <span class="brand-name">${words.title}</span>
        <span class="brand-tag">${state.company} · ${words.sandbox}</span>
      </div>
      ${state.clock && html`<${ClockBar} clock=${state.clock} context=${context} busy=${state.player.status === 'playing'} />`}
      <div class="top-buttons">
        ${
          state.clock &&
          html`
          <button type="button" class="button demo" onClick=${onPlayer} aria-expanded=${state.panel === 'player'} aria-label=${words.demo}>
            <${Icon} name="play" size=${15} /><span>${words.demo}</span>
          </button>`
        }
        <${IconButton} icon="help" label=${words.help} onClick=${onHelp} />
        <button type="button" class="language" lang=${other} aria-label=${words.languageLabel} title=${words.languageLabel}
          onClick=${() => setLocale(other)}>${other === 'en' ? 'EN' : '中'}</button>
        <${IconButton} icon=${state.theme} label=${words.theme[state.theme]} onClick=${nextTheme} />
      </div>
    </header>
  `;
};
