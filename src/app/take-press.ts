import { formOfLine } from '#commands/form-line.ts';
import type { Answer, Inbound } from '#ports/messenger.ts';
import type { Session } from './session.ts';
import { readingOf, takeLine, takeRequest } from './take-line.ts';

type Press = Extract<Inbound, { kind: 'press' }>;

/** A button stands for a line; one that asks for more opens the form of its verb, with the line filled in. */
export const takePress = async (session: Session, press: Press): Promise<Answer> => {
  const spoken = { line: press.line, incident: press.incident };
  if (!press.form) return takeLine(session, spoken);
  const reading = await readingOf(session, spoken);
  return takeRequest(session, formOfLine(press.line, reading.context), reading, spoken);
};
