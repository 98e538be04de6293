import type { DurationMs, Instant } from '#domain/time.ts';
import type { Clock } from '#ports/system.ts';
import { type Bucket, createBucket } from './bucket.ts';
import { DOCX, type Pace, pacesOf, PER_CHAT, PER_GROUP, PER_MESSAGE } from './rates.ts';

/** A call as the buckets see it. */
export interface Counted {
  readonly method: string;
  readonly path: string;
  /** The group or person that a message goes to or is changed in. */
  readonly chat?: string | undefined;
  /** Who asks; the turn of a ticket that has to wait is kept for it. */
  readonly ticket: string;
}

/** `api`: the limit of the app (99991400). `place`: of one chat, message or group (230020, 232019, 230047). */
export type Scope = 'api' | 'place';

/** What may be asked of the platform and when. Other bots share a group's limit, so its refusals are the truth. */
export interface Buckets {
  /** Takes what the call needs; otherwise gives the milliseconds until this ticket's own turn, at least 1. */
  take(call: Counted): DurationMs;
  /** Notes a refusal and gives the wait until this ticket's turn after it. */
  close(call: Counted, scope: Scope, retryAfterMs: DurationMs): DurationMs;
}

/** More places than these in use at once would be slowed down by the app's own limits long before. */
const MOST_PLACES = 1_000;

const ID = /^(?:o[cum]_\w+|[A-Za-z0-9]{20,})$/u;

/** `/open-apis/im/v1/chats/*` for `/open-apis/im/v1/chats/oc_1`. */
const routeOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (ID.test(part) ? '*' : part))
    .join('/');

/** The bucket of each place that was used lately. */
const createPlaces = () => {
  const places = new Map<string, Bucket>();
  return (name: string, pace: Pace, now: Instant): Bucket => {
    const known = places.get(name);
    if (known !== undefined) return known;
    if (places.size >= MOST_PLACES)
      for (const [id, bucket] of places) if (bucket.isIdle(now)) places.delete(id);
    const made = createBucket(pace);
    places.set(name, made);
    return made;
  };
};

const placesOf = ({ method, path, chat }: Counted): readonly (readonly [string, Pace])[] => {
  const [, group] = /\/im\/v1\/chats\/([^/]+)/u.exec(path) ?? [];
  const [, message] = /\/im\/v1\/messages\/([^/]+)$/u.exec(path) ?? [];
  const [, document] = /\/docx\/v1\/(?:documents|chats)\/(\w{10,}|oc_\w+)/u.exec(path) ?? [];
  const changes = method !== 'GET';
  return [
    ...(chat === undefined ? [] : [[`chat ${chat}`, PER_CHAT] as const]),
    ...(message === undefined || !changes ? [] : [[`message ${message}`, PER_MESSAGE] as const]),
    ...(group === undefined || !changes ? [] : [[`group ${group}`, PER_GROUP] as const]),
    ...(document === undefined || !changes ? [] : [[`docx ${document}`, DOCX] as const]),
  ];
};

/** Changes of documents share one allowance, whichever API they use. */
const apiNameOf = ({ method, path }: Counted): string =>
  method !== 'GET' && path.startsWith('/open-apis/docx/')
    ? 'POST /open-apis/docx/'
    : `${method} ${routeOf(path)}`;

/** Unused buckets for every API and place; the time is the clock's. */
export const createBuckets = (clock: Clock): Buckets => {
  const apis = new Map<string, readonly Bucket[]>();
  const placeFor = createPlaces();
  const ofApi = (name: string): readonly Bucket[] => {
    const buckets = apis.get(name) ?? pacesOf(name).map(createBucket);
    apis.set(name, buckets);
    return buckets;
  };
  const bucketsOf = (call: Counted): Readonly<Record<Scope, readonly Bucket[]>> => ({
    api: ofApi(apiNameOf(call)),
    place: placesOf(call).map(([name, pace]) => placeFor(name, pace, clock.now())),
  });
  const waitOf = (buckets: readonly Bucket[], ticket: string): DurationMs => {
    const now = clock.now();
    const turn = Math.max(...buckets.map((bucket) => bucket.turnOf(ticket, now)));
    if (turn <= now) return 0;
    for (const bucket of buckets) bucket.reserve(ticket, turn);
    return Math.ceil(turn - now);
  };
  const all = (call: Counted): readonly Bucket[] => Object.values(bucketsOf(call)).flat();
  return {
    take: (call) => {
      const buckets = all(call);
      const waitMs = waitOf(buckets, call.ticket);
      if (waitMs > 0) return waitMs;
      for (const bucket of buckets) bucket.take(call.ticket, clock.now());
      return 0;
    },
    close: (call, scope, retryAfterMs) => {
      const now = clock.now();
      const { api, place } = bucketsOf(call);
      const closed = scope === 'place' && place.length > 0 ? place : api;
      for (const bucket of closed) bucket.close(now + retryAfterMs, now);
      return Math.max(waitOf([...api, ...place], call.ticket), retryAfterMs);
    },
  };
};
