import { parseLine } from '#commands/parse-line.ts';
import type { ParseContext } from '#commands/request.ts';
import type { Answer, Inbound } from '#ports/messenger.ts';
import { masked, settledAnswer, SILENCE } from './answers.ts';
import { keepEdit, newestEdit } from './early-edits.ts';
import { messageKey } from './message-key.ts';
import { type Session, stateOf } from './session.ts';
import { readingOf } from './take-line.ts';

/** `@烽火 update "…"`: the line behind what it was addressed to. */
const addressed = /^(?:<@[^>]*>|[@＠/／]\S*)\s*/u;

const textIn = (line: string, context: ParseContext): string | undefined => {
  const request = parseLine(line, context);
  if (request.kind !== 'incident') return undefined;
  const { intent } = request;
  return intent.type === 'update' || intent.type === 'note' ? intent.text : undefined;
};

/** What the edited message would put on the timeline, if it is addressed to the bot; undefined for chat. */
const saidText = (text: string, context: ParseContext): string | undefined =>
  addressed.test(text) ? textIn(text.replace(addressed, ''), context) : undefined;

/** The part of an edited message that is on the timeline: of a command its text, else all of it. */
const recordedText = (text: string, context: ParseContext): string =>
  textIn(text, context) ?? saidText(text, context) ?? text;

const isKnown = async (session: Session, key: string, message: string): Promise<boolean> =>
  (await stateOf(session, key))?.messages[message] !== undefined;

const takeEdited = async (
  session: Session,
  key: string,
  edited: Extract<Inbound, { kind: 'edited' }>,
): Promise<Answer> => {
  const { deps, meta, receipt } = session;
  const { storage } = deps;
  const { at } = edited;
  const message = messageKey(edited.message);
  const { context } = await readingOf(session, { line: edited.text });
  const edit = masked(session, { text: recordedText(edited.text, context), at });
  const newest = await newestEdit(storage, edited.message);
  if (newest !== undefined && newest.at > at) return SILENCE;
  if (!(await isKnown(session, key, message))) {
    if (saidText(edited.text, context) === undefined) return SILENCE;
    // The same delivery once more has no second effect.
    if (newest?.at !== at) await keepEdit(storage, edited.message, edit);
    // Another process may have recorded the message in between, without finding this edit.
    if (!(await isKnown(session, key, message))) return SILENCE;
  }
  const intent = { type: 'messageEdited', message, ...edit } as const;
  const outcome = await deps.handler.handle(key, intent, meta, { receipt });
  // Changed back to what is recorded: an older edit that comes later must find it.
  if ('events' in outcome && outcome.events.length === 0)
    await keepEdit(storage, edited.message, edit);
  return settledAnswer(outcome);
};

/** Follows edits and deletions of chat messages that are on the timeline; all others are chat. */
export const takeEdit = async (
  session: Session,
  inbound: Extract<Inbound, { kind: 'edited' | 'deleted' }>,
): Promise<Answer> => {
  const { deps, roomIncident, meta, receipt } = session;
  if (roomIncident === undefined) return SILENCE;
  if (inbound.kind === 'edited') return takeEdited(session, roomIncident, inbound);
  const message = messageKey(inbound.message);
  if (!(await isKnown(session, roomIncident, message))) return SILENCE;
  const intent = { type: 'messageDeleted', message } as const;
  return settledAnswer(await deps.handler.handle(roomIncident, intent, meta, { receipt }));
};
