import type { Command, IncidentNeed } from './command.ts';
import { inserted } from './correct.ts';
import type { Act, ParseContext } from './request.ts';
import type { UsageProblem } from '#cards/usage-problem.ts';
import { exampleKey } from './values/example.ts';

export type IncidentOfLine = { readonly key?: string } | { readonly problem: UsageProblem };

/**
 * The incident that a line is about: the one it names, the room's, else the only open one.
 * `at`: where its key would stand in the line.
 */
export const incidentOfLine = (
  line: string,
  at: number,
  need: IncidentNeed,
  key: string | undefined,
  context: ParseContext,
): IncidentOfLine => {
  if (key !== undefined) return { key };
  if (need === 'none' || need === 'maybe' || context.inRoom) return {};
  const { openIncidents } = context;
  const [only, ...others] = openIncidents;
  if (only === undefined && need === 'open') return {};
  if (only === undefined || need === 'named')
    return { problem: { kind: 'no-incident', corrected: inserted(line, at, exampleKey(context)) } };
  if (others.length === 0) return { key: only.key };
  const choices = openIncidents.map((incident) => ({
    key: incident.key,
    title: incident.title,
    corrected: inserted(line, at, incident.key),
  }));
  return { problem: { kind: 'several-incidents', choices } };
};

/** Whether the act needs an incident: `language --room` does, `language` does not. */
export const needOf = (act: Act, { incident }: Command): IncidentNeed =>
  act.kind === 'incident' && incident === 'maybe' ? 'needed' : incident;

/** The context without an incident that is not the one meant. */
export const contextFor = (context: ParseContext, key: string | undefined): ParseContext => {
  if (key === undefined || context.incident === undefined || context.incident.key === key)
    return context;
  const { incident: _other, ...rest } = context;
  return rest;
};
