import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { type MetricName, metricsOf, otherUnit } from '#commands/values/metric.ts';
import { maskText } from '#domain/masking.ts';
import type { MaskRules } from '#domain/playbook/playbook.ts';
import type { Policy } from '#domain/policy.ts';
import type { TicketIntentOf } from '#domain/ticket/command.ts';
import type { Instant } from '#domain/time.ts';
import { rangeOf } from '#domain/watch/metric-range.ts';
import type { Clock } from '#ports/system.ts';
import type { NewObservationRow, WatchStorage } from '#ports/watch-storage.ts';
import { readComplaint } from './complaints.ts';
import { instant, OLDEST, reasonOf, short, timeProblem } from './ingest-fields.ts';
import { createLru } from './lru.ts';
import { maskDeep } from './mask-intent.ts';
import { outsideId } from './outside-id.ts';

interface Refused {
  readonly index: number;
  readonly reason: string;
}

interface Batch {
  readonly accepted: number;
  readonly rejected: readonly Refused[];
  /** Of items that were taken: what of them has no effect. */
  readonly notes?: readonly Refused[];
}

/** What became of a batch: good items are kept whatever is wrong with others. */
export type Ingested =
  | Batch
  /** Too much is on its way to the store; nothing of it was taken. */
  | { readonly busy: true };

/** What comes in from other programs. An item that came in before, by its id, counts as accepted and has no second effect. */
export interface Ingest {
  readonly samples: (items: readonly unknown[]) => Promise<Ingested>;
  /** Complaints; each becomes a ticket. */
  readonly complaints: (items: readonly unknown[]) => Promise<Ingested>;
  readonly signals: (items: readonly unknown[]) => Promise<Ingested>;
  /** Alerts of an Alertmanager webhook, version 4. */
  readonly alertmanager: (items: readonly unknown[]) => Promise<Ingested>;
}

interface IngestDeps {
  readonly storage: Pick<WatchStorage, 'observe'>;
  /** Makes a ticket of a complaint, once for each receipt. False: busy. */
  readonly complain: (
    intent: TicketIntentOf<'add'>,
    receipt: string,
    now: Instant,
  ) => Promise<boolean>;
  readonly policy: () => Policy;
  readonly clock: Clock;
  /** Called once observations are stored. */
  readonly observed: () => void;
}

/** Items that may wait for the store at a time: some 20 MB. */
const MOST_WAITING = 20_000;
/** Reading so many takes 2 ms; then others have their turn. */
const READ_AT_ONCE = 200;

const SAMPLE = z.object({
  id: short('id', 200).optional(),
  metric: short('metric', 100),
  value: z.number('value must be a finite number.'),
  unit: short('unit', 20).optional(),
  at: instant.optional(),
  dims: z
    .record(short('dims', 50), short('dims', 200), 'dims must name texts.')
    .refine((dims) => Object.keys(dims).length <= 10, 'dims must not have more than 10 entries.')
    .optional(),
});

const SIGNAL = z.object({
  id: short('id', 200).optional(),
  kind: short('kind', 50),
  text: short('text', 2_000),
  url: z.url('url must be an address.').max(2_000).optional(),
  system: short('system', 100).optional(),
  at: instant.optional(),
});

const ALERT = z.object({
  status: z.enum(['firing', 'resolved'], 'status must be firing or resolved.'),
  labels: z.record(z.string(), z.string(), 'labels must name texts.'),
  annotations: z.record(z.string(), z.string()).default({}),
  startsAt: instant,
  endsAt: instant.optional(),
  fingerprint: short('fingerprint', 200),
  generatorURL: z.string().max(2_000).optional(),
});

/** Absent fields are left out rather than undefined. */
const given = <T extends object>(
  fields: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

type Read = NewObservationRow | { readonly reason: string };

const rowOf = (
  observation: NewObservationRow['observation'],
  now: Instant,
  externalId?: string,
): Read => {
  const reason = timeProblem(observation.at, now);
  if (reason !== undefined) return { reason };
  return { observation, receivedAt: now, ...(externalId === undefined ? {} : { externalId }) };
};

type Dims = Readonly<Record<string, string>>;
const DIMS_REMEMBERED = 1_000;

/** With their names, which senders choose, too. */
const maskedDims = (dims: Dims, rules: MaskRules): Dims =>
  Object.fromEntries(
    Object.entries(dims).map(([name, value]) => [maskText(name, rules), maskText(value, rules)]),
  );

/** Masks dims; the same ones come again and again, and are looked through once as long as the rules stay the same. */
const createDimsMasking = (): ((dims: Dims, rules: MaskRules) => Dims) => {
  let known = createLru<Dims>(DIMS_REMEMBERED);
  let by: MaskRules | undefined;
  return (dims, rules) => {
    if (by !== rules) known = createLru(DIMS_REMEMBERED);
    by = rules;
    const text = JSON.stringify(dims);
    const masked = known.get(text) ?? maskedDims(dims, rules);
    known.set(text, masked);
    return masked;
  };
};

interface Reading {
  readonly known: ReadonlyMap<string, MetricName>;
  readonly maskDims: (dims: Dims, rules: MaskRules) => Dims;
}

/** A value in another unit, or one that the metric cannot have, is no measurement. */
const valueProblem = (
  metric: MetricName,
  { value, unit }: { readonly value: number; readonly unit?: string | undefined },
): string | undefined => {
  const counted = unit === undefined ? undefined : otherUnit(metric, unit);
  if (counted !== undefined) return `${metric.id} is counted in ${counted}, not in another unit.`;
  const [low, high] = rangeOf(metric.id);
  if (value >= low && value <= high) return undefined;
  return high === Infinity
    ? `value must not be under ${low} for ${metric.id}.`
    : `value must lie between ${low} and ${high} for ${metric.id}.`;
};

const readSample = (
  item: unknown,
  now: Instant,
  policy: Policy,
  { known, maskDims }: Reading,
): Read => {
  const read = SAMPLE.safeParse(item);
  if (!read.success) return { reason: reasonOf(read.error) };
  const { id, metric, value, at = now, dims } = read.data;
  const named = known.get(metric);
  if (named === undefined)
    return { reason: `metric ${maskText(metric, policy.common.mask)} is not known.` };
  const wrong = valueProblem(named, read.data);
  if (wrong !== undefined) return { reason: wrong };
  const sample = { kind: 'sample', metric, value, at } as const;
  const where = dims === undefined ? {} : { dims: maskDims(dims, policy.common.mask) };
  return rowOf({ ...sample, ...where }, now, idOf('sample', id, policy));
};

const idOf = (kind: string, id: string | undefined, { common }: Policy): string | undefined =>
  id === undefined ? undefined : `${kind}|${outsideId(id, common.mask)}`;

const readSignal = (item: unknown, now: Instant, policy: Policy): Read => {
  const read = SIGNAL.safeParse(item);
  if (!read.success) return { reason: reasonOf(read.error) };
  const { id, kind: signal, at = now, text, url, system } = read.data;
  const said = maskDeep({ signal, text, ...given({ url, system }) }, policy.common.mask);
  return rowOf({ kind: 'signal', at, ...said }, now, idOf('signal', id, policy));
};

const readAlert = (item: unknown, now: Instant, policy: Policy): Read => {
  const read = ALERT.safeParse(item);
  if (!read.success) return { reason: reasonOf(read.error) };
  const { status, labels, annotations, startsAt, endsAt, fingerprint, generatorURL } = read.data;
  const resolved = status === 'resolved';
  const name = labels['alertname'] ?? 'alert';
  const said = maskDeep(
    {
      text: annotations['summary'] ?? annotations['description'] ?? name,
      signal: labels['kind'] ?? 'alertmanager',
      ...given({ url: generatorURL, system: labels['system'], scenario: labels['playbook'] }),
    },
    policy.common.mask,
  );
  // A condition that began long ago is news all the same, and Alertmanager repeats it until it is over.
  const happened = resolved ? (endsAt ?? now) : startsAt;
  const at = Math.min(now, Math.max(happened, now - OLDEST));
  const own = outsideId(fingerprint, policy.common.mask);
  const signal = { kind: 'signal', at, fingerprint: own } as const;
  const end = resolved ? ({ resolved: true } as const) : {};
  return rowOf({ ...signal, ...said, ...end }, now, `alertmanager|${own}|${status}|${startsAt}`);
};

/** Complaints made tickets at a time: so many share one turn of the store. */
const AT_ONCE = 32;

type Take = (items: readonly unknown[], now: Instant) => Promise<Batch>;

const observing =
  ({ storage, observed }: IngestDeps, read: (item: unknown, now: Instant) => Read): Take =>
  async (items, now) => {
    const rows: NewObservationRow[] = [];
    const rejected: Refused[] = [];
    for (const [index, item] of items.entries()) {
      if (index % READ_AT_ONCE === READ_AT_ONCE - 1) await turn();
      const one = read(item, now);
      if ('reason' in one) rejected.push({ index, reason: one.reason });
      else rows.push(one);
    }
    if (rows.length > 0 && (await storage.observe(rows)) > 0) observed();
    return { accepted: rows.length, rejected };
  };

const BUSY = 'the store was busy; send this one again.';

const complaining =
  (deps: IngestDeps): Take =>
  async (items, now) => {
    const rejected: Refused[] = [];
    const notes: Refused[] = [];
    let accepted = 0;
    const one = async (item: unknown, index: number): Promise<void> => {
      const read = readComplaint(item, now, deps.policy());
      if ('reason' in read) rejected.push({ index, reason: read.reason });
      else if (await deps.complain(read.intent, read.receipt, now)) {
        accepted += 1;
        if (read.note !== undefined) notes.push({ index, reason: read.note });
      } else rejected.push({ index, reason: BUSY });
    };
    for (let from = 0; from < items.length; from += AT_ONCE)
      await Promise.all(items.slice(from, from + AT_ONCE).map((item, n) => one(item, from + n)));
    const byIndex = (all: Refused[]): readonly Refused[] =>
      all.toSorted((a, b) => a.index - b.index);
    return {
      accepted,
      rejected: byIndex(rejected),
      ...(notes.length === 0 ? {} : { notes: byIndex(notes) }),
    };
  };

/** A way in over the store. */
export const createIngest = (deps: IngestDeps): Ingest => {
  const { policy, clock } = deps;
  const maskDims = createDimsMasking();
  let waiting = 0;
  const take = async (items: readonly unknown[], how: Take): Promise<Ingested> => {
    if (waiting > 0 && waiting + items.length > MOST_WAITING) return { busy: true };
    waiting += items.length;
    try {
      return await how(items, clock.now());
    } finally {
      waiting -= items.length;
    }
  };
  return {
    samples: (items) => {
      const known = new Map(metricsOf(policy()).map((metric) => [metric.id, metric]));
      return take(
        items,
        observing(deps, (item, now) => readSample(item, now, policy(), { known, maskDims })),
      );
    },
    complaints: (items) => take(items, complaining(deps)),
    signals: (items) =>
      take(
        items,
        observing(deps, (item, now) => readSignal(item, now, policy())),
      ),
    alertmanager: (items) =>
      take(
        items,
        observing(deps, (item, now) => readAlert(item, now, policy())),
      ),
  };
};
