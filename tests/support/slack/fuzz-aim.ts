import type { FuzzCase } from './fuzz.ts';

/** Whom and what the spoilt requests are about, in place of ids that nobody knows. */
export interface Aim {
  readonly room: string;
  readonly direct: string;
  readonly person: string;
  readonly other: string;
}

/** Of the ids that `fuzzCases` uses; all are words, so that no encoding changes them. */
const aimed = (text: string, { room, direct, person, other }: Aim): string =>
  text
    .replaceAll('C0ROOM', room)
    .replaceAll('D0PERSON', direct)
    .replaceAll('U0PERSON', person)
    .replaceAll('U0OTHER', other);

const escaped = (json: string): string => encodeURIComponent(JSON.stringify(json).slice(1, -1));

/** What opens a form, or only asks, becomes what leaves something on the timeline. */
const effective = (text: string, n: number): string =>
  text
    .replace('text=open', `text=note+f${n}`)
    .replace('"text":"open"', `"text":"note f${n}"`)
    .replace('"text":"<@U0FENGHUO> status"', `"text":"<@U0FENGHUO> update g${n}"`)
    .replace(escaped('"line":"open"'), escaped(`"line":"note p${n}"`))
    .replace(escaped('"command":"open"'), escaped('"command":"note"'))
    .replace('%22title%22%3A%7B%22value%22', '%22text%22%3A%7B%22value%22');

/** The same request at an incident that is there. Bytes that are no text stay what they are. */
export const aimAt = (spoilt: FuzzCase, n: number, aim: Aim): FuzzCase => {
  const text = Buffer.from(spoilt.body).toString('latin1');
  const body = new Uint8Array(Buffer.from(effective(aimed(text, aim), n), 'latin1'));
  return { ...spoilt, body };
};
