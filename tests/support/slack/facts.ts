import { readFileSync } from 'node:fs';

/** What the method pages say of one argument. */
interface ArgumentFacts {
  readonly required?: boolean;
  readonly type?: string;
}

/** What the method pages say of one method. */
export interface MethodFacts {
  /** Published rate tier, or `special`. */
  readonly tier: number | 'special';
  readonly scopes: readonly string[];
  readonly args: Readonly<Record<string, ArgumentFacts>>;
  readonly typedArgs?: readonly string[];
  readonly errors: readonly string[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/slack/${name}`, import.meta.url), 'utf8'));

/** The methods a war room can need, with arguments, scopes, tiers and error codes. */
export const METHODS = read('methods.json') as Readonly<Record<string, MethodFacts>>;

/** Every documented method. */
export const METHOD_NAMES = new Set(read('method-names.json') as readonly string[]);

/** Error codes that any method can answer. */
export const COMMON_ERRORS = new Set(read('common-errors.json') as readonly string[]);

/** Block type -> where it may stand. */
export const SURFACES = read('surfaces.json') as Readonly<Record<string, readonly string[]>>;

/**
 * JSON Schema 2020-12 of Block Kit with the published limits. Account ids may hold an underscore, as those of the
 * sample organisation do.
 */
export const blockKitSchema = (): Readonly<Record<string, unknown>> =>
  JSON.parse(
    JSON.stringify(read('block-kit.schema.json')).replaceAll('[A-Z0-9]+$', '[A-Z0-9_]+$'),
  ) as Readonly<Record<string, unknown>>;

/** What an installed app may do: slack.md, "Manifest v2", plus mentions and direct messages. */
export const BOT_SCOPES = [
  'commands',
  'chat:write',
  'channels:manage',
  'channels:read',
  'channels:join',
  'channels:history',
  'groups:write',
  'groups:read',
  'groups:history',
  'pins:write',
  'bookmarks:write',
  'bookmarks:read',
  'reactions:read',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'canvases:write',
  'canvases:read',
  'files:write',
  'im:write',
  'im:history',
  'app_mentions:read',
] as const;

/** What an installed app is told of. */
export const BOT_EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_left',
  'channel_rename',
  'channel_unarchive',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
] as const;
