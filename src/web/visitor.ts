import type { IncomingMessage } from 'node:http';
import type { Access } from '#app/reading/access.ts';
import type { Reader } from '#app/reading/reader.ts';
import { actorOf } from '#domain/incident/people.ts';
import type { Actor } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { Ids } from '#ports/system.ts';
import { COOKIES, readCookies } from './cookies.ts';
import type { Asker } from './rights.ts';
import type { Tokens } from './tokens.ts';

/** Who asks for a page, as far as their cookies prove it. */
export interface Visitor {
  /** Undefined: nobody we know. */
  readonly reader: Reader | undefined;
  readonly asker: Asker;
  readonly actor: Actor | undefined;
  /** Everything is open to who sits at this machine. */
  readonly open: boolean;
  /** Forms prove by this that they are ours; `isNew`: a cookie must be set first. */
  readonly visit: { readonly id: string; readonly isNew: boolean };
  readonly cookies: Readonly<Record<string, string>>;
}

export interface VisitorDeps {
  readonly tokens: Tokens;
  readonly access: Access;
  readonly policy: () => Policy;
  readonly ids: Ids;
  /** The sandbox is on: anyone at this machine can act as anyone, so there is nothing to guard. */
  readonly sandbox: boolean;
}

const LOCAL_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/iu;

/** A foreign name that was made to point here, or a proxy, is not somebody who sits at this machine. */
const isAtThisMachine = ({ headers }: IncomingMessage): boolean =>
  LOCAL_NAME.test(headers.host ?? '') &&
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined;

const sessionActor = async (
  { tokens, access, policy }: VisitorDeps,
  cookie: string | undefined,
): Promise<Actor | undefined> => {
  const claims = cookie === undefined ? undefined : await tokens.read('session', cookie);
  if (claims === undefined) return undefined;
  const { subject, at } = claims;
  // Membership is today's: leaving the organisation file ends it at once.
  return (await access.isStillGiven(subject, at)) ? actorOf(policy(), subject) : undefined;
};

const auditorOf = async (
  { tokens, access }: VisitorDeps,
  cookie: string | undefined,
): Promise<Reader | undefined> => {
  const claims = cookie === undefined ? undefined : await tokens.read('share', cookie);
  const share = claims && (await access.openShare(claims.id));
  return share && { kind: 'auditor', incident: share.incident, share: share.id };
};

const VISIT_ID = /^[\w-]{16,64}$/u;

const visitOf = (cookie: string | undefined, ids: Ids): Visitor['visit'] =>
  cookie !== undefined && VISIT_ID.test(cookie)
    ? { id: cookie, isNew: false }
    : { id: ids.next(), isNew: true };

/** Finds out who asks. */
export const visitorOf = async (deps: VisitorDeps, request: IncomingMessage): Promise<Visitor> => {
  const cookies = readCookies(request.headers.cookie);
  const actor = await sessionActor(deps, cookies[COOKIES.session]);
  const open = deps.sandbox && isAtThisMachine(request);
  const base = { actor, open, cookies, visit: visitOf(cookies[COOKIES.visit], deps.ids) };
  if (open) {
    const reader: Reader = { kind: 'open', ...(actor && { actor }) };
    return { ...base, reader, asker: actor === undefined ? 'open' : 'player' };
  }
  if (actor !== undefined) return { ...base, reader: { kind: 'person', actor }, asker: 'person' };
  const auditor = await auditorOf(deps, cookies[COOKIES.share]);
  return { ...base, reader: auditor, asker: auditor === undefined ? 'stranger' : 'auditor' };
};
