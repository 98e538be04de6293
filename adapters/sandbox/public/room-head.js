import { roomName } from './format.js';
import { Icon, IconButton } from './icons.js';
import { html } from './lib.js';
import { showList } from './navigation.js';
import { Anchor } from './spans.js';

// Other messengers show the topic alone; here the name stands right above it.
const about = (room, words) => {
  const named = `${room.name} · `;
  if (room.topic !== '')
    return room.topic.startsWith(named) ? room.topic.slice(named.length) : room.topic;
  if (room.kind === 'direct') return words.directAbout;
  return words.channelAbout[room.channel] ?? '';
};

const MembersButton = ({ room, words, open, onClick }) => {
  const label = words.members(room.members.length);
  return html`
    <button type="button" class="members-button" aria-expanded=${open} aria-label=${label} title=${label} onClick=${onClick}>
      <${Icon} name="people" size=${17} /><span>${room.members.length}</span>
    </button>
  `;
};

const Bookmarks = ({ room, words }) => html`
  <nav class="bookmarks" aria-label=${words.bookmarks}>
    ${room.bookmarks.map(({ label, url }) => html`<${Anchor} url=${url}><${Icon} name="link" size=${14} />${label}<//>`)}
  </nav>
`;

/** Name, purpose, members and links of a room. */
export const RoomHead = ({ room, words, onMembers, membersOpen }) => html`
  <header class="room-head">
    <${IconButton} icon="back" label=${words.back} class="icon-button back" onClick=${showList} />
    <div class="room-title">
      <h1>
        ${room.kind !== 'direct' && html`<${Icon} name=${room.kind === 'war' && room.private ? 'lock' : 'hash'} size=${17} />`}
        <span>${roomName(room, words)}</span>
      </h1>
      <p title=${about(room, words)}>${about(room, words)}</p>
    </div>
    ${room.kind !== 'direct' && html`<${MembersButton} room=${room} words=${words} open=${membersOpen} onClick=${onMembers} />`}
  </header>
  ${room.bookmarks.length > 0 && html`<${Bookmarks} room=${room} words=${words} />`}
`;
