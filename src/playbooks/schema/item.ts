import { z } from 'zod';
import type { ChecklistItem, Completion } from '#domain/playbook/playbook.ts';
import { duration, issue, localised, omit, severity, source, strict, text } from './fields.ts';

const COMPLETIONS = [
  'wording.published',
  'announcement.published',
  'update.byRole',
  'plan.approved',
  'standby.called',
  'room.joined',
  'roles.filled',
  'meeting.started',
  'tickets.progressAll',
  'tickets.answeredAll',
] as const satisfies readonly Completion['event'][];

/** "roles.filled:brandPr,legal" as an event and what stands behind the colon. */
const completion = text.transform((given, context): Completion => {
  const [name = '', rest] = given.split(':', 2);
  const event = COMPLETIONS.find((known) => known === name);
  if (event === undefined) {
    context.addIssue(issue({ code: 'unknown-event', given: name, allowed: COMPLETIONS }));
    return z.NEVER;
  }
  const of = (rest ?? '').split(',').map((part) => part.trim());
  return { event, of: of.filter((part) => part !== '') };
});

const textOrList = z.union([text.transform((one) => [one]), z.array(text).min(1)]);

/** A checklist item of a playbook or a duty of a level. */
export const item = strict({
  id: text,
  anchor: z.enum(['opened', 'graded', 'attached', 'resolved', 'closed', 'plan.approved']),
  due: duration,
  role: text,
  title: localised,
  src: source,
  levels: z.array(severity).min(1).exactOptional(),
  completesOn: completion.exactOptional(),
  requires: textOrList.exactOptional(),
  precondition: localised.exactOptional(),
  channels: z.array(text).min(1).exactOptional(),
}).transform(({ due, ...rest }): ChecklistItem => ({ ...omit(rest, 'src'), dueMs: due }));
