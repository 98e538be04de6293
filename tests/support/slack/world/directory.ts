import { IDENTITY } from '../identity.ts';
import { type Call, done, failed, flag, isList, type Method, page, text } from './method.ts';
import type { UserGroupRow } from './rows.ts';
import { userShape } from './shapes.ts';

const identity: Method = () =>
  done({
    url: `https://${IDENTITY.teamDomain}.slack.com/`,
    team: 'Fenghuo',
    user: IDENTITY.botName,
    team_id: IDENTITY.teamId,
    user_id: IDENTITY.botUserId,
    bot_id: IDENTITY.botId,
    app_id: IDENTITY.appId,
    is_enterprise_install: false,
  });

const team: Method = () =>
  done({ team: { id: IDENTITY.teamId, name: 'Fenghuo', domain: IDENTITY.teamDomain } });

const user: Method = ({ world, args }) => {
  const row = world.users.get(text(args, 'user'));
  return row === undefined
    ? failed('user_not_found')
    : done({ user: userShape(row, true, flag(args, 'include_locale')) });
};

const users: Method = ({ world, args }) => {
  const found = page([...world.users.values()], args, 200);
  if (found === 'invalid_cursor') return failed('invalid_cursor');
  const members = found.rows.map((row) => userShape(row, true, flag(args, 'include_locale')));
  return done({ members, response_metadata: { next_cursor: found.next } });
};

const byEmail: Method = ({ world, args }) => {
  const email = text(args, 'email').toLowerCase();
  const row = [...world.users.values()].find(
    (one) => one.email?.toLowerCase() === email && !one.deactivated,
  );
  return row === undefined
    ? failed('users_not_found')
    : done({ user: userShape(row, true, false) });
};

const groupShape = (call: Call, row: UserGroupRow) => ({
  id: row.id,
  team_id: IDENTITY.teamId,
  is_usergroup: true,
  name: row.name,
  handle: row.handle,
  user_count: row.users.length,
  ...(flag(call.args, 'include_users') ? { users: row.users } : {}),
});

const groups: Method = (call) =>
  done({ usergroups: [...call.world.userGroups.values()].map((row) => groupShape(call, row)) });

const groupUsers: Method = ({ world, args }) => {
  const row = world.userGroups.get(text(args, 'usergroup'));
  return row === undefined ? failed('no_such_subteam') : done({ users: row.users });
};

const setGroupUsers: Method = (call) => {
  const row = call.world.userGroups.get(text(call.args, 'usergroup'));
  if (row === undefined) return failed('no_such_subteam');
  const wanted = call.args['users'];
  row.users = (isList(wanted) ? wanted : []).filter((id) => typeof id === 'string');
  return done({ usergroup: groupShape(call, row) });
};

/** Methods about people, groups and the workspace. */
export const DIRECTORY: Readonly<Record<string, Method>> = {
  'auth.test': identity,
  'team.info': team,
  'users.info': user,
  'users.list': users,
  'users.lookupByEmail': byEmail,
  'usergroups.list': groups,
  'usergroups.users.list': groupUsers,
  'usergroups.users.update': setGroupUsers,
};
