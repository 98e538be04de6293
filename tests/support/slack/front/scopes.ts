import { flag, text, type Args } from '../world/method.ts';
import type { World } from '../world/world.ts';

const FAMILY = { public: 'channels', private: 'groups', im: 'im' } as const;
const FAMILIES = new Set(['channels', 'groups', 'im', 'mpim']);
const OF_TYPE: Readonly<Record<string, string>> = {
  public_channel: 'channels',
  private_channel: 'groups',
  im: 'im',
  mpim: 'mpim',
};

const familyOf = (scope: string): string => scope.split(':')[0] ?? '';

/** Which kinds of channel a call is about; none where the method has nothing to do with kinds. */
const familiesOf = (world: World, method: string, args: Args): readonly string[] => {
  if (method === 'conversations.create') return [flag(args, 'is_private') ? 'groups' : 'channels'];
  if (method === 'conversations.list' || method === 'users.conversations') {
    const types = text(args, 'types') || 'public_channel';
    return types.split(',').map((type) => OF_TYPE[type.trim()] ?? type);
  }
  if (method === 'conversations.open') {
    return text(args, 'users').includes(',') ? ['mpim'] : ['im'];
  }
  const channel = world.channels.get(text(args, 'channel'));
  return channel === undefined ? [] : [FAMILY[channel.kind]];
};

/** The scope a call lacks, as Slack names it in `needed`. */
export const missingScope = (
  world: World,
  method: string,
  args: Args,
  needed: readonly string[],
  granted: ReadonlySet<string>,
): string | undefined => {
  const has = (some: readonly string[]) => some.some((scope) => granted.has(scope));
  if (needed.length === 0) return undefined;
  const isByKind = needed.every((scope) => FAMILIES.has(familyOf(scope)));
  const families = isByKind ? familiesOf(world, method, args) : [];
  if (families.length === 0) return has(needed) ? undefined : needed.join(',');
  for (const family of families) {
    const some = needed.filter((scope) => familyOf(scope) === family);
    if (some.length > 0 && !has(some)) return some.join(',');
  }
  return undefined;
};
