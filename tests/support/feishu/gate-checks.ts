import { bodyProblems, idProblem, queryProblems } from './check-fields.ts';
import { fieldsOf } from './facts.ts';
import type { HttpCall } from './http-call.ts';
import type { Json } from './json.ts';
import { isObject } from './json.ts';
import { invalidFields, Refused, wrong } from './refused.ts';
import { matchRoute } from './routes.ts';
import type { Matched } from './routes.ts';
import type { Tokens } from './tokens.ts';

/** The JSON object of a body; an absent one is empty. */
export const parseBody = (call: HttpCall): Json => {
  if (call.text === '') return {};
  if (!String(call.headers['content-type']).startsWith('application/json')) {
    throw wrong(9499, `content type ${call.headers['content-type']}`);
  }
  try {
    const parsed: unknown = JSON.parse(call.text);
    if (isObject(parsed)) return parsed;
  } catch {
    // Said below.
  }
  throw wrong(9499, 'the body is no JSON object');
};

/** The route of a request; a path that climbs or is not there is refused. */
export const routeOf = (call: HttpCall): Matched => {
  if (/\.\.|\/\/|%2e|%2f|%5c|\\/iu.test(call.path)) {
    throw new Refused(99_991_201, 'the path climbs', { status: 404, wrong: true });
  }
  const matched = matchRoute(call.method, call.path);
  if (matched === 'unknown') {
    throw new Refused(99_991_201, 'no such path', { status: 404, wrong: true });
  }
  if (matched === 'verb') {
    throw new Refused(99_991_301, 'no such method on this path', { status: 404, wrong: true });
  }
  return matched;
};

/** Refuses a request without a valid tenant token. */
export const checkToken = (tokens: Tokens, call: HttpCall): void => {
  const header = call.headers.authorization;
  if (header === undefined) throw wrong(99_991_661, 'Missing access token for authorization.');
  const token = header.replace(/^Bearer /u, '');
  if (!header.startsWith('Bearer ') || !/^[tu]-/u.test(token)) {
    throw wrong(99_991_671, 'Invalid access token for authorization.');
  }
  if (!tokens.isValid(token)) {
    throw new Refused(99_991_663, 'Invalid access token for authorization.');
  }
};

/** Refuses a request for which no permission was granted. */
export const checkScopes = ({ fact }: Matched, granted: ReadonlySet<string>): void => {
  if (fact.tokens !== undefined && !fact.tokens.includes('tenant_access_token')) {
    throw wrong(99_991_668, `${fact.path} wants the token of a user`);
  }
  const { scopes = [] } = fact;
  if (scopes.length === 0 || scopes.some((scope) => granted.has(scope))) return;
  throw new Refused(
    99_991_672,
    `Access denied. One of the following scopes is required: [${scopes.join(', ')}].应用尚未开通所需的应用身份权限`,
    {
      body: {
        error: {
          permission_violations: scopes.map((subject) => ({
            type: 'action_scope_required',
            subject,
          })),
        },
      },
    },
  );
};

/** Refuses a request with a wrong, missing or unknown field. */
export const checkFields = ({ fact, params }: Matched, call: HttpCall, body: Json): void => {
  const userIdType = call.query['user_id_type'] ?? 'open_id';
  const problems = [
    ...Object.entries(params).flatMap(
      ([name, value]) => idProblem(name === 'user_id' ? userIdType : name, value) ?? [],
    ),
    ...queryProblems(fieldsOf(fact.query) ?? [], call.query),
    // The SDK sends an empty object with a GET.
    ...bodyProblems(fieldsOf(fact.body) ?? [], body),
  ];
  if (problems.length > 0) throw invalidFields(problems);
};
