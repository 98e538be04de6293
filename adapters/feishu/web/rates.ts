import { type DurationMs, MINUTE, SECOND } from '#domain/time.ts';

/** How often something may happen: at most `count` times in any stretch of `windowMs`. */
export interface Pace {
  readonly count: number;
  readonly windowMs: DurationMs;
}

/**
 * The platform counts where a request arrives, not where it leaves: what left a second apart may arrive closer
 * together. A tenth more costs a burst of 200 changes of one card nothing, for only the last one is sent.
 */
const MARGIN = 1.1;

const pace = (count: number, windowMs: DurationMs): Pace => ({
  count,
  windowMs: Math.ceil(windowMs * MARGIN),
});

/** Most APIs of messages, groups and contacts: `1000 次/分钟、50 次/秒` per app and API. */
const USUAL: readonly Pace[] = [pace(50, SECOND), pace(1_000, MINUTE)];

/** Per group, shared by all bots in it, and per person written to: 5 a second (message/create). */
export const PER_CHAT = pace(5, SECOND);
/** Per message: 5 changes a second (message-card/patch). */
export const PER_MESSAGE = pace(5, SECOND);
/** Changes of groups one after another: not documented but for `232019`, which closes it. */
export const PER_GROUP = pace(50, SECOND);
/** docx: 3 a second for the app, and 3 a second for one document (docx frequency limits). */
export const DOCX = pace(3, SECOND);

/** APIs that are not at the usual pace; `*` stands for an id. */
const OTHERS: readonly (readonly [RegExp, readonly Pace[]])[] = [
  [/^POST \/open-apis\/drive\/v\d\/permissions\//u, [pace(100, MINUTE)]],
  [/^GET \/open-apis\/drive\/v1\/files/u, [pace(20, SECOND)]],
  [/^PATCH \/open-apis\/drive\/v\d\/permissions\//u, [pace(100, MINUTE)]],
  // 特殊频控: 5 a second for what reads documents; of announcements only some say so (20).
  [/^GET \/open-apis\/docx\//u, [pace(5, SECOND)]],
  [/^(?:POST|PATCH|DELETE) \/open-apis\/docx\//u, [DOCX]],
  [/^\w+ \/open-apis\/task\//u, [pace(10, SECOND)]],
];

/** What the platform allows of an API (`GET /open-apis/im/v1/chats/*`); one that is not known counts as usual. */
export const pacesOf = (api: string): readonly Pace[] =>
  OTHERS.find(([shape]) => shape.test(api))?.[1] ?? USUAL;
