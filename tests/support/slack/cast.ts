import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ChannelOption, PersonOption } from './world/world.ts';

interface SamplePerson {
  readonly name: string;
  readonly slack?: string;
  readonly email?: string;
  readonly locale?: string;
  readonly groups: readonly string[];
}

const { people } = parse(
  readFileSync(new URL('../../../src/organisation/sample.yaml', import.meta.url), 'utf8'),
) as { readonly people: readonly SamplePerson[] };

/** The people of the sample organisation who are in Slack. */
export const SLACK_PEOPLE: readonly PersonOption[] = people.flatMap(
  ({ slack, name, email, locale }) =>
    slack === undefined
      ? []
      : [
          {
            id: slack,
            name,
            ...(email === undefined ? {} : { email }),
            ...(locale === undefined ? {} : { locale }),
          },
        ],
);

const inGroups = (...groups: readonly string[]): readonly string[] =>
  people.flatMap(({ slack, groups: own }) =>
    slack !== undefined && own.some((group) => groups.includes(group)) ? [slack] : [],
  );

const everyone = SLACK_PEOPLE.map(({ id }) => id);

/** The standing channels of the sample organisation; the bot is in all of them. */
export const SLACK_CHANNELS: readonly ChannelOption[] = [
  { id: 'C_DUTY', name: 'duty', members: everyone },
  {
    id: 'C_COMMAND',
    name: 'command',
    private: true,
    members: inGroups('commandGroup', 'leadership', 'deptHead'),
  },
  { id: 'C_FEED', name: 'incident-feed', members: everyone },
  { id: 'C_AGENTS', name: 'agents', members: everyone },
];
