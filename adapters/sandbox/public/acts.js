import { get, newReceipt, post } from './api.js';
import { enqueue } from './pending.js';
import { byId, change, current, setRoom } from './store.js';

const act = (path, label, body, options = {}) => {
  const { me, locale, route } = current();
  return enqueue({
    receiptId: newReceipt(),
    path,
    label,
    room: body.where ?? route.room,
    ...options,
    body: { as: me, locale, ...body },
  });
};

/** Shows a form that came back instead of an answer. */
export const openForm = (form, room) => change({ dialog: { form, room, key: newReceipt() } });

const shown = (outcome, room) => {
  if (outcome?.form !== undefined) openForm(outcome.form, room);
  return outcome;
};

/** Sends what was typed: a command or chat. */
export const sendLine = async (room, text, thread = null) =>
  shown(
    thread === null
      ? await act('/command', text, { where: room, line: text })
      : await act('/reply', text, { where: room, text, thread }, { thread }),
    room,
  );

export const pressButton = async (room, { label, line, form }, { incident, message }) =>
  shown(
    await act('/press', label, {
      where: room,
      line,
      form: form === true,
      ...(incident ? { incident } : {}),
      ...(message ? { message } : {}),
    }),
    room,
  );

/** Resolves with the outcome, or undefined when it was refused for good. */
export const submitForm = (room, { command, incident, title }, values, receiptId) =>
  act(
    '/submit',
    title,
    { where: room, command, values, ...(incident ? { incident } : {}) },
    { receiptId, quiet: true },
  );

const QUIET = { quiet: true };

export const toggleReaction = ({ id, reactions }, emoji) => {
  const { me } = current();
  const mine = reactions.some((one) => one.emoji === emoji && one.people.includes(me));
  return act('/react', emoji, { message: id, emoji, added: !mine }, QUIET);
};
export const editMessage = ({ id }, text) => act('/edit', text, { message: id, text }, QUIET);
export const removeMessage = ({ id }) => act('/delete', '', { message: id }, QUIET);
export const joinRoom = (room) => act('/join', '', { where: room }, QUIET);

/** What may be typed next. */
export const complete = async (room, line) =>
  (await get('/complete', { as: current().me, where: room, line })).completions;

/** Tells the platform that everything in a room was seen. */
export const markRead = (room) => {
  const { me, messages, rooms } = current();
  const own = Object.values(messages).filter((message) => message.room === room);
  const upto = Math.max(0, ...own.map(({ n }) => n));
  if (rooms[room] === undefined || rooms[room].seenUpto >= upto) return;
  setRoom(room, { unread: 0, seenUpto: upto });
  // A lost mark shows as unread again; that is all.
  post('/read', { as: me, where: room, upto }).catch(() => {});
};

const loadingEarlier = new Set();

/** Loads the page before the oldest message shown. */
export const loadEarlier = async (room, before) => {
  if (loadingEarlier.has(room)) return;
  loadingEarlier.add(room);
  try {
    const { messages } = await get('/messages', { as: current().me, room, before });
    change((state) => ({ messages: { ...state.messages, ...byId(messages) } }));
    setRoom(room, { whole: messages.length === 0 });
  } finally {
    loadingEarlier.delete(room);
  }
};
