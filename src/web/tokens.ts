import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { LINK_LASTS, SESSION_LASTS } from '#domain/organisation/access.ts';
import type { Instant } from '#domain/time.ts';
import type { Clock, Ids } from '#ports/system.ts';

/** What a token lets its holder do; one made for one purpose opens nothing else. */
type Purpose = 'link' | 'session' | 'share' | 'attempt';

/** What was signed; `at`: when it was given. */
export interface Claims {
  /** Person of a link or session, incident of a share, what an attempt to sign in must come back with. */
  readonly subject: string;
  readonly id: string;
  readonly at: Instant;
  readonly until: Instant;
}

/** Signed links and sessions. Nothing of them is kept; what was ended is in the record. */
export interface Tokens {
  link(person: string): Promise<string>;
  session(person: string): Promise<{ readonly token: string; readonly claims: Claims }>;
  share(id: string, incident: string, until: Instant): Promise<string>;
  attempt(subject: string): Promise<string>;
  /** What a token says; undefined when it is forged, of another purpose, or past its time. */
  read(purpose: Purpose, token: string): Promise<Claims | undefined>;
  /** What a form must send back to prove that it was ours, for the holder of `key`. */
  formProof(key: string): string;
  isFormProof(key: string, proof: string): boolean;
}

const ISSUER = 'fenghuo';
const ALGORITHM = 'HS256';

/** The claims of a token that is ours, of this purpose, and within its time. */
const readToken = async (
  key: Buffer,
  purpose: Purpose,
  token: string,
  now: Instant,
): Promise<Claims | undefined> => {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: purpose,
      currentDate: new Date(now),
    });
    const { sub, jti, exp, at } = payload;
    if (sub === undefined || jti === undefined || exp === undefined) return undefined;
    return typeof at === 'number' ? { subject: sub, id: jti, at, until: exp * 1_000 } : undefined;
  } catch {
    return undefined;
  }
};

const signToken = (
  key: Buffer,
  purpose: Purpose,
  { subject, id, at, until }: Claims,
): Promise<string> =>
  new SignJWT({ at })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(purpose)
    .setSubject(subject)
    .setJti(id)
    .setExpirationTime(Math.ceil(until / 1_000))
    .sign(key);

/** Tokens signed with a key made of `secret`. */
export const createTokens = (deps: {
  readonly secret: string;
  readonly clock: Clock;
  readonly ids: Ids;
}): Tokens => {
  const { clock, ids } = deps;
  const key = createHash('sha256').update(`fenghuo web ${deps.secret}`).digest();
  const claimsFor = (subject: string, lasts: number): Claims => {
    const at = clock.now();
    return { subject, id: ids.next(), at, until: at + lasts };
  };
  const formProof = (holder: string): string =>
    createHmac('sha256', key).update(`form ${holder}`).digest('base64url');
  return {
    link: (person) => signToken(key, 'link', claimsFor(person, LINK_LASTS)),
    attempt: (subject) => signToken(key, 'attempt', claimsFor(subject, LINK_LASTS)),
    session: async (person) => {
      const claims = claimsFor(person, SESSION_LASTS);
      return { token: await signToken(key, 'session', claims), claims };
    },
    share: (id, incident, until) =>
      signToken(key, 'share', { subject: incident, id, at: clock.now(), until }),
    read: (purpose, token) => readToken(key, purpose, token, clock.now()),
    formProof,
    isFormProof: (holder, proof) => {
      const wanted = Buffer.from(formProof(holder));
      const given = Buffer.from(proof);
      return wanted.length === given.length && timingSafeEqual(wanted, given);
    },
  };
};
