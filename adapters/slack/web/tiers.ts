import { type DurationMs, MINUTE, SECOND } from '#domain/time.ts';

/** How often something may happen: `capacity` at once, then one every `intervalMs`. */
export interface Pace {
  readonly capacity: number;
  readonly intervalMs: DurationMs;
}

/**
 * Slack counts where a call arrives, not where it leaves; a token that came exactly on time would now and
 * then be a few milliseconds early there. 2 % more costs 2.4 s of the two minutes that 60 rooms take.
 */
const MARGIN = 1.02;

const perMinute = (calls: number): Pace => ({
  capacity: calls,
  intervalMs: Math.ceil((MINUTE / calls) * MARGIN),
});

/** docs.slack.dev, apis/web-api/rate-limits: floors per method, workspace and app. */
const TIER_2 = perMinute(20);
const TIER_3 = perMinute(50);
const TIER_4 = perMinute(100);

/** One message a second and channel, "short bursts" allowed (same page; the burst has no number there). */
export const PER_CHANNEL: Pace = { capacity: 4, intervalMs: Math.ceil(SECOND * MARGIN) };
/** "Several hundred messages a minute" over a workspace. */
export const PER_WORKSPACE: Pace = perMinute(200);

const TIER_3_METHODS = [
  'conversations.invite',
  'conversations.join',
  'conversations.info',
  'conversations.history',
  'conversations.replies',
  'conversations.open',
  'users.conversations',
  'chat.update',
  'chat.delete',
  'bookmarks.list',
  'reactions.get',
  'reactions.add',
  'canvases.edit',
  'users.lookupByEmail',
  'team.info',
  'bots.info',
] as const;

/** `auth.test` and `chat.getPermalink` are "special": hundreds a minute. */
const TIER_4_METHODS = [
  'auth.test',
  'chat.getPermalink',
  'chat.postEphemeral',
  'conversations.members',
  'files.getUploadURLExternal',
  'files.completeUploadExternal',
  'files.info',
  'users.info',
  'views.open',
  'views.update',
  'views.push',
  'views.publish',
] as const;

const PACES: ReadonlyMap<string, Pace> = new Map([
  ...TIER_3_METHODS.map((method) => [method, TIER_3] as const),
  ...TIER_4_METHODS.map((method) => [method, TIER_4] as const),
  ['chat.postMessage', PER_WORKSPACE] as const,
]);

/** What Slack promises for a method; one that is not listed counts as the slowest in use, tier 2. */
export const paceOf = (method: string): Pace => PACES.get(method) ?? TIER_2;
