import { type DurationMs, MINUTE } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Clock, Log } from '#ports/system.ts';
import { read, userGroupList } from './web/answers.ts';
import type { SlackApi } from './web/api.ts';

/** User groups of the workspace, as lists of accounts. */
export interface UserGroups {
  /**
   * The line with each `<!subteam^S1|@oncall>` as its members, `<@U1> <@U2>`, which is how several people are
   * written. A group that is not known, or has nobody in it, stays as it is. Never waits.
   */
  expand(line: string): string;
  /** Reads the groups unless they were read lately; at start, so that the first line finds them. */
  warm(): void;
}

interface UserGroupDeps {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly log: Log;
}

const RENEWED_AFTER: DurationMs = 10 * MINUTE;

const GROUP = /<!subteam\^(?<id>[^|>]+)(?:\|[^>]*)?>/gu;

type Members = ReadonlyMap<string, readonly string[]>;

const fetchGroups = async (api: SlackApi): Promise<Members> => {
  const answer = await api.call('usergroups.list', { include_users: true });
  const { usergroups } = read(userGroupList, answer);
  return new Map(usergroups.map(({ id, users }) => [id, users]));
};

/** A cache of the groups, renewed in the background when they are used. */
export const createUserGroups = ({ api, clock, log }: UserGroupDeps): UserGroups => {
  let members: Members = new Map();
  let renewedAt = Number.NEGATIVE_INFINITY;
  const renew = async (): Promise<void> => {
    try {
      members = await fetchGroups(api);
    } catch (error) {
      // Free plans have none, and the scope is optional; what was known stays in use.
      const code = error instanceof DeliveryError ? error.code : undefined;
      log.warn(
        { code, ...(code === undefined ? { err: error } : {}) },
        'could not read user groups',
      );
    }
  };
  const warm = (): void => {
    if (clock.now() - renewedAt < RENEWED_AFTER) return;
    renewedAt = clock.now();
    void renew();
  };
  return {
    warm,
    expand: (line) => {
      if (!line.includes('<!subteam^')) return line;
      warm();
      return line.replace(GROUP, (group, id: string) => {
        const accounts = members.get(id) ?? [];
        return accounts.length === 0 ? group : accounts.map((account) => `<@${account}>`).join(' ');
      });
    },
  };
};
