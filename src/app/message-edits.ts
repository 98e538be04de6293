import { parseLine } from '#commands/parse-line.ts';
import type { ParseContext } from '#commands/request.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import type { Answer, Inbound } from '#ports/messenger.ts';
import { SILENCE } from './answers.ts';
import { type Session, stateOf } from './session.ts';
import { messageKey } from './message-key.ts';
import { readingOf } from './take-line.ts';

/** `@烽火 update "…"`: the line behind what it was addressed to. */
const addressed = /^(?:<@[^>]*>|[@＠/／]\S*)\s*/u;

const textIn = (line: string, context: ParseContext): string | undefined => {
  const request = parseLine(line, context);
  if (request.kind !== 'incident') return undefined;
  const { intent } = request;
  return intent.type === 'update' || intent.type === 'note' ? intent.text : undefined;
};

/** The part of an edited message that is on the timeline: of a command its text, else all of it. */
const recordedText = (text: string, context: ParseContext): string =>
  textIn(text, context) ?? textIn(text.replace(addressed, ''), context) ?? text;

/** Follows edits and deletions of chat messages that are on the timeline; all others are chat. */
export const takeEdit = async (
  session: Session,
  inbound: Extract<Inbound, { kind: 'edited' | 'deleted' }>,
): Promise<Answer> => {
  const { deps, roomIncident, meta, receipt } = session;
  const state = await stateOf(session, roomIncident);
  const message = messageKey(inbound.message);
  if (state?.messages[message] === undefined) return SILENCE;
  let intent: IncidentIntent = { type: 'messageDeleted', message };
  if (inbound.kind === 'edited') {
    const { context } = await readingOf(session, { line: inbound.text });
    intent = { type: 'messageEdited', message, text: recordedText(inbound.text, context) };
  }
  await deps.handler.handle(state.key, intent, meta, { receipt });
  return SILENCE;
};
