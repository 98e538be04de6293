import { formFor } from '#commands/forms.ts';
import { headOf, lineOf } from '#commands/head.ts';
import { actions, button, plainCard, text } from '#cards/build.ts';
import type { Card } from '#cards/card.ts';
import { words } from '#cards/view.ts';
import type { Answer, Inbound } from '#ports/messenger.ts';
import { cardAnswer, masked } from './answers.ts';
import { messageKey } from './message-key.ts';
import type { Session } from './session.ts';
import { asksByForm } from './substitutes.ts';
import { readingOf, takeLine, takeRequest } from './take-line.ts';

/** Which incident is meant cannot be told from where the message is. */
const howCard = ({ view }: Session, none: boolean): Card => {
  const { rooms, queries } = words(view);
  return plainCard(
    {
      title: rooms.recordTitle,
      tone: 'info',
      elements: [
        text([none ? rooms.recordNone : rooms.recordOutside]),
        actions(
          none
            ? [button(queries.buttons.open, 'open', { style: 'primary', form: true })]
            : [button(queries.buttons.incidents, 'status')],
        ),
      ],
    },
    view,
  );
};

type Picked = Extract<Inbound, { kind: 'record' }>;

/** The form of `ticket add` with what was said, and where it stands (S3-07). */
const takeAsTicket = async (session: Session, { text: typed, url }: Picked): Promise<Answer> => {
  const reading = await readingOf(session, { line: 'ticket add' });
  const can = session.deps.messengers.get(session.platform);
  const said = masked(session, typed);
  const source = url === undefined ? {} : { source: url };
  if (can !== undefined && asksByForm(can))
    return { form: formFor('ticket add', reading.context, { text: said, ...source }) };
  const intent = { type: 'add', text: said, category: 'complaint', tags: [], ...source } as const;
  return takeRequest(session, { kind: 'ticketAdd', intent }, reading, { line: 'ticket add' });
};

/**
 * A chat message that somebody picked for the timeline: the form of `note` with its text and time, to be
 * sent as it is or mended. Later edits of the message are followed.
 */
export const takeRecord = async (session: Session, picked: Picked): Promise<Answer> => {
  const { message, at } = picked;
  if (picked.asTicket === true) return takeAsTicket(session, picked);
  const reading = await readingOf(session, { line: 'note' });
  const { incident, openIncidents } = reading.context;
  if (incident === undefined) return cardAnswer(howCard(session, openIncidents.length === 0));
  const can = session.deps.messengers.get(session.platform);
  const said = masked(session, picked.text);
  if (can === undefined || !asksByForm(can)) {
    const intent = { type: 'note', text: said, at: Math.min(at, session.meta.now) } as const;
    const request = { kind: 'incident', intent, key: incident.key } as const;
    return takeRequest(session, request, reading, { line: 'note', message });
  }
  const form = formFor('note', reading.context, { text: said, at: String(Math.floor(at)) });
  return { form: { ...form, about: messageKey(message) } };
};

/** The two verbs that take the message they answer, as they may be typed alone. */
const TAKING: Readonly<Record<string, boolean>> = { 'ticket add': true, note: false };

/** A line; a bare `ticket add` or `note` below somebody's message is about that message (S3-07). */
export const takeSaidLine = async (
  session: Session,
  inbound: Extract<Inbound, { kind: 'command' }>,
): Promise<Answer> => {
  const { line, message, about } = inbound;
  const head = about === undefined ? undefined : headOf(lineOf(line));
  const isBare = head?.head === 'command' && head.args.length === 0;
  const asTicket = isBare ? TAKING[head.command.id] : undefined;
  if (about === undefined || asTicket === undefined) return takeLine(session, { line, message });
  const { who, receiptId } = inbound;
  const picked = { who, receiptId, kind: 'record', ...about } as const;
  return takeRecord(session, asTicket ? { ...picked, asTicket } : picked);
};
