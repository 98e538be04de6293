import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { SECOND } from '#domain/time.ts';
import type { Card } from './card.ts';
import { noticeCard, text } from './build.ts';
import { timelineWords } from './timeline-line.ts';
import { named, words, type View } from './view.ts';

/** The name of a messenger as people call it. */
export const messengerName = (id: string, view: View): string =>
  named(timelineWords(view).messengers, id);

const whatHappened = ({ reason, by }: NoticeOf<'roomLost'>, view: View): string => {
  const { rooms } = words(view);
  switch (reason) {
    case 'archived':
      return by === undefined ? rooms.archived : rooms.archivedBy(by.name);
    case 'removed':
      return by === undefined ? rooms.removed : rooms.removedBy(by.name);
    case 'deleted':
      return by === undefined ? rooms.deleted : rooms.deletedBy(by.name);
    case 'stuck':
      return rooms.stuck;
  }
};

/** Said in the room that came back, or in the new one; what is gone is not linked. */
export const roomLostCard = (
  notice: NoticeOf<'roomLost'>,
  state: IncidentState,
  view: View,
): Card => {
  const { rooms } = words(view);
  return noticeCard(
    state,
    {
      title: notice.reason === 'archived' ? rooms.restoredTitle : rooms.newTitle,
      tone: 'warning',
      elements: [text([whatHappened(notice, view)])],
    },
    view,
  );
};

/** Said to the one who archived the room or removed the bot: what came of it, and what to do instead. */
export const roomLostByCard = (
  { reason }: NoticeOf<'roomLostBy'>,
  state: IncidentState,
  view: View,
): Card => {
  const { rooms } = words(view);
  return noticeCard(
    state,
    {
      title: reason === 'archived' ? rooms.restoredTitle : rooms.newTitle,
      tone: 'warning',
      elements: [text([rooms.yours[reason](state.key)])],
    },
    view,
  );
};

/** The room waits for the messenger's limit; `waitMs` from when it was sent. */
export const roomDelayedCard = (
  { messenger, waitMs }: NoticeOf<'roomDelayed'>,
  state: IncidentState,
  view: View,
): Card => {
  const { rooms } = words(view);
  const seconds = Math.ceil(waitMs / SECOND);
  return noticeCard(
    state,
    {
      title: rooms.delayedTitle,
      tone: 'info',
      elements: [text([rooms.delayed(messengerName(messenger, view), state.key, seconds)])],
    },
    view,
  );
};
