import { dayKey } from './format.js';

const CLOSE = 5 * 60_000;

/** Arrivals in a room, those of one moment together. */
const joinsOf = (room) => {
  const groups = [];
  for (const { person, at } of room.members.toSorted((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    if (last !== undefined && at - last.at < 60_000) last.people.push(person);
    else groups.push({ kind: 'joined', key: `joined-${at}`, at, people: [person] });
  }
  return room.kind === 'war' ? groups : [];
};

const continues = (message, before) =>
  before?.kind === 'message' &&
  before.message.author === message.author &&
  before.message.private === message.private &&
  message.at - before.message.at < CLOSE;

/** Messages, arrivals, days and the line above what is new, in the order they are shown. */
export const timelineOf = (room, messages, seenUpto, me, context) => {
  const entries = [];
  const joins = joinsOf(room);
  let day = null;
  let marked = false;
  const add = (entry) => {
    const key = dayKey(entry.at, context);
    if (key !== day) entries.push({ kind: 'day', key: `day-${key}`, at: entry.at });
    day = key;
    entries.push(entry);
  };
  for (const message of messages) {
    while (joins.length > 0 && joins[0].at <= message.at) add(joins.shift());
    const isNew = message.n > seenUpto && message.author !== me && message.command === null;
    if (isNew && !marked && seenUpto > 0) entries.push({ kind: 'new', key: 'new', at: message.at });
    marked ||= isNew;
    const before = entries.at(-1);
    add({
      kind: 'message',
      key: message.id,
      at: message.at,
      message,
      continued: continues(message, before),
    });
  }
  for (const join of joins) add(join);
  return entries;
};
