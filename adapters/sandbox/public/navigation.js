import { change, current } from './store.js';

/** Whether the page shows one column at a time. */
export const isNarrow = () => matchMedia('(max-width: 719px)').matches;

/** The room to begin in: the duty channel, or whatever this person has. */
export const homeRoom = () => {
  const rooms = Object.values(current().rooms).filter((room) => room.joined);
  const home =
    rooms.find((room) => room.channel === 'duty') ?? rooms.find((room) => room.kind !== 'direct');
  return (home ?? rooms[0])?.id ?? null;
};

const hashOf = ({ room, thread }) => {
  if (room === null) return '#/';
  return `#/r/${encodeURIComponent(room)}${thread === null ? '' : `/${thread}`}`;
};

/** Where the address says that the page is. */
export const readRoute = () => {
  const [, , room = '', thread = ''] = location.hash.split('/');
  return {
    room: room === '' ? null : decodeURIComponent(room),
    thread: thread === '' ? null : thread,
  };
};

/** Shows a place; the browser's back button leads back unless `replace`. */
export const go = (route, replace = false) => {
  if (replace) history.replaceState(null, '', hashOf(route));
  else if (location.hash !== hashOf(route)) history.pushState(null, '', hashOf(route));
  change({ route });
};

/** Opens a room. A person who does so while a demo leads the way goes alone from then on. */
export const openRoom = (room, byDemo = false) => {
  if (!byDemo && current().follow) change({ follow: false });
  go({ room, thread: null }, byDemo);
};

export const openThread = (thread) => {
  change({ panel: null });
  go({ ...current().route, thread });
};
export const closeThread = () => go({ ...current().route, thread: null });
export const showList = () => go({ room: null, thread: null });
