import { openRoom } from './navigation.js';
import { ActAs } from './act-as.js';
import { roomName } from './format.js';
import { Icon } from './icons.js';
import { cls, html, memo } from './lib.js';

const ORDER = ['duty', 'command', 'feed', 'agents'];

const iconOf = (room) => {
  if (room.kind === 'direct') return 'fire';
  return room.kind === 'war' && room.private ? 'lock' : 'hash';
};

const Entry = ({ room, selected, words }) => html`
  <li>
    <button type="button" class=${cls('room-entry', selected && 'selected', room.unread > 0 && 'unread')}
      aria-current=${selected ? 'page' : undefined} onClick=${() => openRoom(room.id)}>
      <span class=${cls('room-icon', room.kind)}><${Icon} name=${iconOf(room)} size=${16} /></span>
      <span class="room-name">${roomName(room, words)}</span>
      ${room.unread > 0 && html`<span class="badge"><span aria-hidden="true">${room.unread > 99 ? '99+' : room.unread}</span><span class="hidden">${words.unread(room.unread)}</span></span>`}
    </button>
  </li>
`;

const Section = ({ title, rooms, selected, words, empty }) => html`
  <section class="rooms">
    <h2>${title}</h2>
    ${
      rooms.length === 0 && empty
        ? html`<p class="rooms-empty">${empty}</p>`
        : html`<ul>${rooms.map((room) => html`<${Entry} key=${room.id} room=${room} selected=${room.id === selected} words=${words} />`)}</ul>`
    }
  </section>
`;

const draw = ({ rooms, selected, me, people, words, company }) => {
  const all = Object.values(rooms);
  const standing = all
    .filter((room) => room.kind === 'standing')
    .toSorted((a, b) => ORDER.indexOf(a.channel) - ORDER.indexOf(b.channel));
  const war = all
    .filter((room) => room.kind === 'war')
    .toSorted((a, b) => b.createdAt - a.createdAt);
  const open = war.filter((room) => !room.archived);
  const closed = war.filter((room) => room.archived);
  return html`
    <aside class="sidebar">
      <${ActAs} me=${me} people=${people} words=${words} />
      <nav aria-label=${company}>
        <${Section} title=${words.warRooms} rooms=${open} selected=${selected} words=${words} empty=${words.noWarRooms} />
        <${Section} title=${words.channels} rooms=${standing} selected=${selected} words=${words} />
        <${Section} title=${words.direct} rooms=${all.filter((room) => room.kind === 'direct')} selected=${selected} words=${words} />
        ${closed.length > 0 && html`<${Section} title=${words.closedRooms} rooms=${closed} selected=${selected} words=${words} />`}
      </nav>
    </aside>
  `;
};

/** The left column: who you are, and the rooms this person sees. */
export const Sidebar = memo(draw);
