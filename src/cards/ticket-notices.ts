import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { ticketNumber } from '#domain/ticket/state.ts';
import { actions, button, noticeCard, text } from './build.ts';
import type { Card } from './card.ts';
import { words, type View } from './view.ts';

/** An escalation keyword in a complaint of the incident (S0-30). */
export const ticketWordCard = (
  { tickets: keys, word }: NoticeOf<'ticketWord'>,
  state: IncidentState,
  view: View,
): Card => {
  const { tickets } = words(view);
  const [first] = keys;
  return noticeCard(
    state,
    {
      title: tickets.wordTitle,
      tone: 'danger',
      elements: [
        text([tickets.wordSaid(word, keys.length)]),
        first === undefined
          ? []
          : actions([
              button(tickets.take, `ticket accept ${ticketNumber(first)}`, { style: 'primary' }),
              button(tickets.open, `ticket show ${ticketNumber(first)}`),
            ]),
      ],
    },
    view,
  );
};
