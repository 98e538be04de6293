import type { Policy } from '#domain/policy.ts';
import type { Config } from '../config.ts';
import type { Finding } from './doctor-checks.ts';
import type { Links } from './doctor-links.ts';
import { knownPeople, standingRooms } from './doctor-places.ts';

const PLATFORM = 'feishu';

/** What Feishu itself says of this installation; nothing where Feishu is not on. */
export const checkFeishuApp = async (
  { messengers, publicUrl }: Config,
  policy: Policy,
  links: Links,
): Promise<readonly Finding[]> => {
  const { feishu } = messengers;
  if (feishu === undefined) return [];
  const { checkFeishu } = await import('#adapters/feishu/doctor.ts');
  return checkFeishu({
    ...feishu,
    publicUrl,
    chats: standingRooms(policy, PLATFORM),
    people: knownPeople(policy, PLATFORM, Object.keys(messengers), links),
    now: () => Date.now(),
  });
};
