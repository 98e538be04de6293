import { sendLine } from './acts.js';
import { openRoom } from './navigation.js';
import { loadScripts, tellPlayer } from './playing.js';
import { boot, dismissWelcome } from './session.js';
import { FormDialog } from './form-dialog.js';
import { Icon } from './icons.js';
import { cls, html, useEffect, useMemo, useState } from './lib.js';
import { Members } from './members.js';
import { PlayerPanel } from './player-panel.js';
import { RoomView } from './room-view.js';
import { Sidebar } from './sidebar.js';
import { Stage } from './stage.js';
import { change, current, useStore } from './store.js';
import { Thread } from './thread.js';
import { TopBar } from './top-bar.js';
import { Welcome } from './welcome.js';
import { wordsOf } from './words.js';

const dutyRoom = () =>
  Object.values(current().rooms).find((room) => room.channel === 'duty' && room.joined);
const directRoom = () => Object.values(current().rooms).find((room) => room.kind === 'direct');

const togglePanel = (panel) => {
  if (panel === 'player') void loadScripts();
  change({ panel: current().panel === panel ? null : panel });
};

/** Types for the newcomer: in the room on screen, or in one that always works. */
const sendFrom = async (line) => {
  const { rooms, route } = current();
  const here = rooms[route.room];
  const room = here?.joined && !here.archived ? here : (dutyRoom() ?? directRoom());
  openRoom(room.id);
  await sendLine(room.id, line);
};

const slashFocuses = (event) => {
  const typing = event.target.closest?.('input, textarea, select, dialog');
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const composer = document.getElementById('composer');
  if (composer === null) return;
  event.preventDefault();
  composer.focus();
  composer.setRangeText('/', composer.value.length, composer.value.length, 'end');
  composer.dispatchEvent(new Event('input', { bubbles: true }));
};

const Loading = ({ words, failed, onAgain }) => html`
  <main class="loading">
    <span class="welcome-mark"><${Icon} name="fire" size=${30} /></span>
    <p role="status">${failed ? words.cannotLoad : words.loading}</p>
    ${failed && html`<button type="button" class="button primary" onClick=${onAgain}>${words.again}</button>`}
  </main>
`;

const closePanel = () => change({ panel: null });

const Side = ({ state, context, room, root }) => {
  const { words } = context;
  if (root !== undefined)
    return html`<${Thread} root=${root} messages=${state.messages} people=${state.people} context=${context} readOnly=${room.archived || !room.joined} />`;
  if (state.panel === 'player')
    return html`<${PlayerPanel} state=${state} words=${words} onClose=${closePanel} />`;
  if (state.panel === 'members' && room !== undefined)
    return html`<${Members} room=${room} people=${state.people} me=${state.me} words=${words} onClose=${closePanel} />`;
  return null;
};

const Middle = ({ state, context, room }) => {
  const { words } = context;
  if (room === undefined) return html`<section class="room empty-room"></section>`;
  const untouched =
    state.welcome &&
    room.channel === 'duty' &&
    state.player.status === 'idle' &&
    !Object.values(state.rooms).some((one) => one.kind === 'war');
  const me = state.people.find((person) => person.id === state.me);
  return html`
    <${RoomView} key=${`${state.me}|${room.id}`} room=${room} messages=${state.messages} pending=${state.pending}
      people=${state.people} context=${context} membersOpen=${state.panel === 'members'} onMembers=${() => togglePanel('members')}>
      ${
        untouched &&
        html`
        <${Welcome} me=${me} words=${words} canPlay=${state.clock !== null}
          onOpen=${() => {
            dismissWelcome();
            void sendFrom('/open');
          }}
          onPlay=${() => {
            dismissWelcome();
            void tellPlayer({ do: 'play', script: 'e1' });
          }}
          onHelp=${() => {
            dismissWelcome();
            void sendFrom('/help');
          }} />`
      }
    <//>
  `;
};

const useStart = () => {
  const [failed, setFailed] = useState(false);
  const start = () => {
    setFailed(false);
    boot().catch(() => setFailed(true));
  };
  useEffect(() => {
    start();
    document.addEventListener('keydown', slashFocuses);
    return () => document.removeEventListener('keydown', slashFocuses);
  }, []);
  return { failed, start };
};

const toComposer = (event) => {
  event.preventDefault();
  document.getElementById('composer')?.focus();
};

const Columns = ({ state, context }) => {
  const { rooms, route, me, people, company, messages } = state;
  const room = rooms[route.room];
  const root = room && route.thread ? messages[route.thread] : undefined;
  return html`
    <div class=${cls('columns', room === undefined ? 'at-list' : 'at-room')}>
      <${Sidebar} rooms=${rooms} selected=${route.room} me=${me} people=${people} words=${context.words} company=${company} />
      <main class="main"><${Middle} state=${state} context=${context} room=${room} /></main>
      <${Side} state=${state} context=${context} room=${room} root=${root} />
    </div>
  `;
};

/** The whole page. */
export const App = () => {
  const state = useStore((all) => all);
  const { failed, start } = useStart();
  const { locale, timezone, me, people } = state;
  const words = wordsOf(locale);
  const context = useMemo(
    () => ({ locale, timezone, me, people, words }),
    [locale, timezone, me, people],
  );
  if (!state.ready) return html`<${Loading} words=${words} failed=${failed} onAgain=${start} />`;
  return html`
    <div class="app">
      <a class="skip" href="#composer" onClick=${toComposer}>${words.skip}</a>
      <${TopBar} state=${state} context=${context} onPlayer=${() => togglePanel('player')} onHelp=${() => sendFrom('/help')} />
      ${state.connection === 'lost' && html`<p class="banner" role="status">${words.offline}</p>`}
      <${Columns} state=${state} context=${context} />
      <${Stage} state=${state} context=${context} />
      <div class="hidden" aria-live="polite">${state.heard}</div>
      ${state.dialog && html`<${FormDialog} key=${state.dialog.key} dialog=${state.dialog} context=${context} pending=${state.pending} />`}
    </div>
  `;
};
