import type { Policy } from '#domain/policy.ts';
import type { FakeChat } from './create-fake-feishu.ts';
import type { FakePerson } from './world.ts';

/** `lin` is ou_lin in the sample organisation. */
export const accountOf = (person: string): string => `ou_${person}`;
export const personOf = (account: string): string => account.replace(/^ou_/u, '');

/** The people of an organisation who are in Feishu. */
export const peopleInFeishu = ({ organisation }: Policy): readonly FakePerson[] =>
  organisation.people.flatMap(({ accounts: { feishu }, name, email }) =>
    feishu === undefined
      ? []
      : [{ openId: feishu, name, ...(email === undefined ? {} : { email }) }],
  );

/** The standing groups of the sample organisation; the bot is in all of them. */
export const standingChats = (policy: Policy): readonly FakeChat[] => {
  const everyone = peopleInFeishu(policy).map(({ openId }) => openId);
  const inGroups = (...groups: readonly string[]): readonly string[] =>
    policy.organisation.people.flatMap(({ accounts: { feishu }, groups: own }) =>
      feishu !== undefined && own.some((group) => groups.includes(group)) ? [feishu] : [],
    );
  return [
    { id: 'oc_duty', name: '值守', members: everyone },
    {
      id: 'oc_command',
      name: '指挥组',
      members: inGroups('commandGroup', 'leadership', 'deptHead'),
    },
    { id: 'oc_feed', name: '应急动态', members: everyone },
    { id: 'oc_agents', name: '坐席', members: everyone },
  ];
};
