import { joinRoom, loadEarlier, markRead } from './acts.js';
import { Composer } from './composer.js';
import { dayName, nameList, roomName } from './format.js';
import { Icon } from './icons.js';
import { cls, html, useEffect, useState } from './lib.js';
import { Message } from './message.js';
import { PendingMessage } from './pending-message.js';
import { Pins } from './pins.js';
import { RoomHead } from './room-head.js';
import { useStickyEnd } from './sticky-end.js';
import { messagesOf } from './store.js';
import { timelineOf } from './timeline.js';

const ENTRIES = {
  day: ({ entry, context }) =>
    html`<li class="day"><span>${dayName(entry.at, context)}</span></li>`,
  new: ({ context }) => html`<li class="new-line"><span>${context.words.newMessages}</span></li>`,
  joined: ({ entry, context: { words, people, locale } }) => {
    const names = entry.people.map((id) => people.find((person) => person.id === id)?.name ?? id);
    return html`<li class="joined">${words.joined(nameList(names, locale))}</li>`;
  },
  message: ({ entry: { message, continued }, context, fresh }) => html`
    <${Message} message=${message} continued=${continued} context=${context} fresh=${fresh}
      author=${context.people.find(({ id }) => id === message.author)} />`,
};

const Empty = ({ room, words }) => html`
  <div class="empty">
    <${Icon} name=${room.kind === 'direct' ? 'fire' : 'hash'} size=${26} />
    <p>${words.empty[room.kind === 'standing' ? room.channel : room.kind]}</p>
  </div>
`;

const moveFocus = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const current = event.target.closest?.('.message');
  if (step === undefined || event.target !== current) return;
  const all = [...event.currentTarget.querySelectorAll('.message')];
  const next = all[all.indexOf(current) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
};

const Foot = ({ room, people, words, takeBack }) => {
  if (room.archived) return html`<p class="room-notice">${words.archived}</p>`;
  if (!room.joined)
    return html`<p class="room-notice">${words.notMember} <button type="button" class="button primary" onClick=${() => joinRoom(room.id)}>${words.join}</button></p>`;
  const placeholder = room.kind === 'direct' ? words.composerDirect : words.composer;
  return html`<${Composer} room=${room.id} people=${people} words=${words} placeholder=${placeholder} label=${words.composerLabel(roomName(room, words))} takeBack=${takeBack} />`;
};

/** A page of a room holds this many, so fewer means that everything is there. */
const PAGE = 100;

const Earlier = ({ room, own, words }) => {
  const oldest = own.find((message) => message.pinnedAt === null);
  if (own.length < PAGE || room.whole === true || oldest === undefined) return null;
  return html`<button type="button" class="button small earlier" onClick=${() => loadEarlier(room.id, oldest.n)}>${words.earlier}</button>`;
};

/** Marks the room as read while its end is in view. */
const useReading = (room, count, away, stuck) =>
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && stuck.current && markRead(room.id);
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [count, away]);

const isShown = (room, me) => (entry) =>
  entry.as === me && entry.room === room.id && !entry.quiet && !entry.thread;

/** The middle of the page: one room and what is said in it. */
export const RoomView = (props) => {
  const { room, messages, pending, people, context, onMembers, membersOpen, children } = props;
  const { words, me } = context;
  const own = messagesOf(messages, room.id);
  const mine = pending.filter(isShown(room, me));
  // What was new when the room was opened stays marked as new while one looks at it.
  const [seen] = useState(room.seenUpto);
  const [newest] = useState(own.at(-1)?.n ?? 0);
  const [takeBack, setTakeBack] = useState(null);
  const entries = timelineOf(room, own, seen, me, context);
  const quiet = entries.length === 0 && mine.length === 0 && !children;
  const { box, inner, away, stuck, onScroll, jump } = useStickyEnd(
    entries.length + mine.length,
    mine.length,
  );
  const unseen = own.filter(({ n, author }) => n > room.seenUpto && author !== me).length;
  useReading(room, own.length, away, stuck);
  return html`
    <div class="room">
      <${RoomHead} room=${room} words=${words} onMembers=${onMembers} membersOpen=${membersOpen} />
      <${Pins} messages=${own.filter(({ pinnedAt }) => pinnedAt !== null)} context=${context} />
      <div class="scroll" ref=${box} onScroll=${onScroll} tabindex="0" role="region" aria-label=${roomName(room, words)}>
        <div class=${cls('inner', quiet && 'quiet-room')} ref=${inner}>
          <${Earlier} room=${room} own=${own} words=${words} />
          ${children}
          ${quiet && html`<${Empty} room=${room} words=${words} />`}
          <ol class="messages" onKeyDown=${moveFocus}>
            ${entries.map((entry) => html`<${ENTRIES[entry.kind]} key=${entry.key} entry=${entry} context=${context} fresh=${entry.kind === 'message' && entry.message.n > newest} />`)}
            ${mine.map((entry) => html`<${PendingMessage} key=${entry.receiptId} entry=${entry} words=${words} onTakeBack=${(text) => setTakeBack({ text })} />`)}
          </ol>
        </div>
      </div>
      ${away && html`<button type="button" class="jump" onClick=${jump}><${Icon} name="down" size=${15} />${words.jump(unseen)}</button>`}
      <${Foot} room=${room} people=${people} words=${words} takeBack=${takeBack} />
    </div>
  `;
};
