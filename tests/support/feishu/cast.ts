import { shippedPolicy } from '../policy.ts';
import type { FakeChat } from './create-fake-feishu.ts';
import type { FakePerson } from './world.ts';

const { people } = shippedPolicy.organisation;

/** The people of the sample organisation who are in Feishu. */
export const FEISHU_PEOPLE: readonly FakePerson[] = people.flatMap(({ accounts, name, email }) => {
  const { feishu } = accounts;
  if (feishu === undefined) return [];
  return [{ openId: feishu, name, ...(email === undefined ? {} : { email }) }];
});

const everyone = FEISHU_PEOPLE.map(({ openId }) => openId);

const inGroups = (...groups: readonly string[]): readonly string[] =>
  people.flatMap(({ accounts: { feishu }, groups: own }) =>
    feishu !== undefined && own.some((group) => groups.includes(group)) ? [feishu] : [],
  );

/** The standing groups of the sample organisation; the bot is in all of them. */
export const FEISHU_CHATS: readonly FakeChat[] = [
  { id: 'oc_duty', name: '值守', members: everyone },
  { id: 'oc_command', name: '指挥组', members: inGroups('commandGroup', 'leadership', 'deptHead') },
  { id: 'oc_feed', name: '应急动态', members: everyone },
  { id: 'oc_agents', name: '坐席', members: everyone },
];
