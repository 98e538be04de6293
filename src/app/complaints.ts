import { z } from 'zod';
import { readLevel } from '#commands/values/level.ts';
import { simplify } from '#commands/normalise.ts';
import { maskText } from '#domain/masking.ts';
import { SYSTEM } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { TicketIntentOf } from '#domain/ticket/command.ts';
import { levelOfTag } from '#domain/ticket/level.ts';
import { TICKET_CATEGORIES } from '#domain/ticket/rules.ts';
import type { Instant } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import { instant, reasonOf, short, timeProblem } from './ingest-fields.ts';
import { outsideId } from './outside-id.ts';
import type { TicketHandler } from './ticket-kind.ts';

const COMPLAINT = z.object({
  id: short('id', 200),
  at: instant.optional(),
  text: short('text', 5_000),
  level: short('level', 50).optional(),
  type: short('type', 50).optional(),
  topic: short('topic', 200).optional(),
  product: short('product', 200).optional(),
  batch: short('batch', 200).optional(),
  region: short('region', 200).optional(),
  contact: short('contact', 200).optional(),
  customer: short('customer', 200).optional(),
  tags: z
    .array(short('tags', 50), 'tags must be a list of texts.')
    .max(20, 'tags must not have more than 20 entries.')
    .default([]),
});

/** Words of the organisation's systems for the four types (S4-03). */
const TYPES: Readonly<Record<string, (typeof TICKET_CATEGORIES)[number]>> = {
  咨询: 'inquiry',
  投诉: 'complaint',
  建议: 'suggestion',
  意见: 'suggestion',
  办理: 'business',
  ...Object.fromEntries(TICKET_CATEGORIES.map((category) => [category, category])),
};

type Read =
  | {
      readonly intent: TicketIntentOf<'add'>;
      readonly receipt: string;
      /** What of it has no effect. */
      readonly note?: string;
    }
  | { readonly reason: string };

/** Tags are the sender's own words: one that stands for no level is kept, and changes nothing. */
const noteOf = (tags: readonly string[], policy: Policy): string | undefined => {
  const strange = tags.filter((tag) => levelOfTag(tag, policy) === undefined);
  return strange.length === 0
    ? undefined
    : `no level is known for: ${strange.map((tag) => maskText(tag, policy.common.mask)).join(', ')}.`;
};

/** Reads one complaint as it came in, or says why it can't be read. */
export const readComplaint = (item: unknown, now: Instant, policy: Policy): Read => {
  const read = COMPLAINT.safeParse(item);
  if (!read.success) return { reason: reasonOf(read.error) };
  const { id, at = now, level, type, ...facts } = read.data;
  const late = timeProblem(at, now);
  if (late !== undefined) return { reason: late };
  const severity = level === undefined ? undefined : readLevel(level, policy);
  if (level !== undefined && severity === undefined) {
    const known = Object.values(policy.severityAliases).flat();
    return { reason: `level is not known; known are ${known.join(', ')}.` };
  }
  const category = type === undefined ? 'complaint' : TYPES[simplify(type).toLowerCase()];
  if (category === undefined)
    return { reason: `type is not known; known are ${TICKET_CATEGORIES.join(', ')}.` };
  const externalId = outsideId(id, policy.common.mask);
  const given = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  );
  const intent = {
    ...(given as typeof facts),
    type: 'add',
    key: '',
    plain: simplify(facts.text),
    category,
    at,
    externalId,
    ...(severity === undefined ? {} : { severity }),
  } as TicketIntentOf<'add'>;
  const note = noteOf(facts.tags, policy);
  return { intent, receipt: externalId, ...(note === undefined ? {} : { note }) };
};

interface ComplaintDeps {
  readonly storage: Pick<Storage, 'incidents' | 'subjects'>;
  readonly tickets: TicketHandler;
}

const RECENT = 50;

/** The incident that runs about the same topic: its tickets belong together. */
const incidentAbout = async (
  { storage }: ComplaintDeps,
  topic: string | undefined,
): Promise<string | undefined> => {
  if (topic === undefined) return undefined;
  const open = await storage.incidents({ open: true, limit: RECENT });
  const running = new Set(open.map(({ key }) => key));
  if (running.size === 0) return undefined;
  const rows = await storage.subjects({ kind: 'ticket', search: topic, limit: RECENT });
  return (
    rows.find(
      ({ title, incident }) => title === topic && incident !== null && running.has(incident),
    )?.incident ?? undefined
  );
};

/** Makes a ticket of a complaint, once for each id. False: the store was busy. */
export const takeComplaint = async (
  deps: ComplaintDeps,
  intent: TicketIntentOf<'add'>,
  receipt: string,
  now: Instant,
): Promise<boolean> => {
  const incident = await incidentAbout(deps, intent.topic);
  const meta = { now, actor: SYSTEM, via: 'ingest' };
  const outcome = await deps.tickets.open(
    incident === undefined ? intent : { ...intent, incident },
    meta,
    { receipt: { platform: 'complaint', id: receipt } },
  );
  return !('busy' in outcome);
};
