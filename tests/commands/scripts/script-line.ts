import type { Request } from '#commands/request.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';

/** One command line of the acceptance scripts: where it stands, what was typed when, what it means. */
export interface ScriptLine {
  readonly script: string;
  readonly day: string;
  readonly clock: string;
  readonly line: string;
  readonly means: Request;
}

export const ref = (id: string, name: string) => ({ id, name });

export const scripted =
  (script: string, day: string) =>
  (clock: string, line: string, means: Request): ScriptLine => ({
    script,
    day,
    clock,
    line,
    means,
  });

export const does = (intent: IncidentIntent, key?: string): Request => ({
  kind: 'incident',
  intent,
  ...(key === undefined ? {} : { key }),
});

export const assign = (
  role: string,
  people: readonly { readonly id: string; readonly name: string }[],
  lead = false,
) => does({ type: 'assign', role, people, lead });
export const done = (task: string, note?: string) =>
  does({ type: 'taskDone', task, ...(note === undefined ? {} : { note }) });
export const sent = (id: string, channel: string) => does({ type: 'announceSent', id, channel });
export const update = (text: string) => does({ type: 'update', text });
