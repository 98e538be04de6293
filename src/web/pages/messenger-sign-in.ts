import { createHash } from 'node:crypto';
import { actorOf } from '#domain/incident/people.ts';
import type { SignIn } from '#ports/sign-in.ts';
import { COOKIES } from '../cookies.ts';
import { type Call, type Page, type Reply, trouble } from '../page.ts';
import { destination, enter } from './sign-in.ts';

// Nothing of an attempt is kept: what must come back is signed, and bound to the browser that began it.

const signInOf = ({ deps, params }: Call): SignIn | undefined =>
  deps.signIns.find(({ platform }) => platform === params['messenger']);

const redirectOf = ({ deps }: Call, { platform }: SignIn): string =>
  `${deps.publicUrl}/sign-in/${platform}/return`;

/** What only we can tell of a state, so that a code which somebody caught is of no use to them. */
const verifierOf = ({ deps }: Call, state: string): string =>
  deps.tokens.formProof(`sign-in ${state}`);

const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

const begin = async (call: Call): Promise<Reply> => {
  const signIn = signInOf(call);
  if (signIn === undefined) return trouble('not-found');
  const { visitor, deps, query } = call;
  const { visit } = visitor;
  const to = destination(query.get('to'));
  const state = await deps.tokens.attempt(`${signIn.platform} ${visit.id} ${to}`);
  const challenge = challengeOf(verifierOf(call, state));
  return {
    kind: 'redirect',
    to: signIn.address({ state, challenge, redirect: redirectOf(call, signIn) }),
    cookies: visit.isNew ? [{ name: COOKIES.visit, value: visit.id }] : [],
  };
};

/** The attempt that a browser comes back from; undefined where it is not its own, or too old. */
const attemptOf = async (
  { deps, visitor, query }: Call,
  { platform }: SignIn,
): Promise<{ readonly id: string; readonly state: string; readonly to: string } | undefined> => {
  const state = query.get('state') ?? '';
  const claims = await deps.tokens.read('attempt', state);
  const [of, visit, to] = claims?.subject.split(' ') ?? [];
  const isOurs = of === platform && visit === visitor.visit.id && !visitor.visit.isNew;
  return claims !== undefined && isOurs && to !== undefined
    ? { id: claims.id, state, to }
    : undefined;
};

const accountOf = async (
  call: Call,
  signIn: SignIn,
  state: string,
): Promise<string | undefined> => {
  const code = call.query.get('code');
  if (code === null || code === '') return undefined;
  try {
    const redirect = redirectOf(call, signIn);
    return await signIn.account({ code, verifier: verifierOf(call, state), redirect });
  } catch (error) {
    call.deps.log.warn({ err: error, messenger: signIn.platform }, 'could not ask who signs in');
    return undefined;
  }
};

const comeBack = async (call: Call): Promise<Reply> => {
  const signIn = signInOf(call);
  if (signIn === undefined) return trouble('not-found');
  const { deps, words } = call;
  const { platform } = signIn;
  const attempt = await attemptOf(call, signIn);
  const account = attempt && (await accountOf(call, signIn, attempt.state));
  if (attempt === undefined || account === undefined) return trouble('sign-in-failed');
  const person = await deps.personOf(platform, account);
  const actor = person === undefined ? undefined : actorOf(deps.policy(), person);
  if (actor === undefined)
    return trouble(
      'sign-in-failed',
      words.signIn.unknownAccount(words.messengers[platform] ?? platform),
    );
  return enter(call, actor, `${platform} ${attempt.id}`, attempt.to, 'sign-in-failed');
};

/** Signing in with an account of a messenger that vouches for people. */
export const messengerSignInPage: Page = {
  routes: [
    {
      id: 'messenger-sign-in',
      method: 'GET',
      path: '/sign-in/:messenger',
      needs: 'nothing',
      handle: begin,
    },
    {
      id: 'messenger-return',
      method: 'GET',
      path: '/sign-in/:messenger/return',
      needs: 'nothing',
      handle: comeBack,
    },
  ],
};
