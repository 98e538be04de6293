import { actAs } from './session.js';
import { PersonText } from './act-as.js';
import { Avatar } from './avatar.js';
import { IconButton } from './icons.js';
import { html } from './lib.js';

/** Who is in the room; a click becomes that person. */
export const Members = ({ room, people, me, words, onClose }) => html`
  <aside class="panel" aria-labelledby="members-title">
    <header class="panel-head"><h2 id="members-title">${words.membersTitle} <span class="quiet">${room.members.length}</span></h2>
      <${IconButton} icon="close" label=${words.close} onClick=${onClose} /></header>
    <ul class="member-list">
      ${room.members.map(({ person: id }) => {
        const person = people.find((one) => one.id === id);
        return (
          person &&
          html`
          <li><button type="button" onClick=${() => actAs(id)} title=${words.switchTo}>
            <${Avatar} person=${person} />
            <${PersonText} person=${person} words=${words} extra=${id === me ? words.you : undefined} />
          </button></li>`
        );
      })}
    </ul>
  </aside>
`;
