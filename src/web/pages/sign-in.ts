import { randomUUID } from 'node:crypto';
import { actorOf } from '#domain/incident/people.ts';
import { SESSION_LASTS } from '#domain/organisation/access.ts';
import type { Actor } from '#domain/person.ts';
import { COOKIES } from '../cookies.ts';
import { proofField } from '../form-proof.ts';
import { html, type Html } from '../html.ts';
import { type Call, type Page, type Reply, trouble, type TroubleCode } from '../page.ts';

const LOCAL_PATH = /^\/(?![/\\])[\w\-./]{0,200}$/u;

/** Where to go afterwards: an address of ours, never another site's. */
export const destination = (given: string | null): string =>
  given !== null && LOCAL_PATH.test(given) ? given : '/incidents';

/** The person a link is for, while it can be used. */
const linkOf = async (
  { deps }: Call,
  token: string,
): Promise<{ readonly actor: Actor; readonly id: string } | undefined> => {
  const claims = await deps.tokens.read('link', token);
  if (claims === undefined) return undefined;
  const { subject, at, id } = claims;
  if (!(await deps.reading.access.isStillGiven(subject, at))) return undefined;
  const actor = actorOf(deps.policy(), subject);
  return actor && { actor, id };
};

/** Programs that look into links for a preview must not use them up, so a person presses once more. */
const confirmPage = (call: Call, token: string, { name }: Actor): Reply => {
  const { signIn } = call.words;
  return {
    kind: 'page',
    title: signIn.title,
    body: html`<section class="panel narrow">
      <h1>${signIn.as(name)}</h1>
      <p>${signIn.onlyYou}</p>
      <form method="post" action="/sign-in">
        ${proofField(call)}<input type="hidden" name="token" value=${token} />
        <input type="hidden" name="to" value=${destination(call.query.get('to'))} />
        <button class="primary">${signIn.enter}</button>
      </form>
    </section>`,
  };
};

const people = (call: Call): Html => {
  const { signIn } = call.words;
  return html`<p>${signIn.sandbox}</p>
    <form method="post" action="/sign-in">
      ${proofField(call)}<input type="hidden" name="to" value=${destination(call.query.get('to'))} />
      <ul class="people-list">
        ${call.deps.policy().organisation.people.map(
          ({ id, name, title }) => html`<li>
            <button name="person" value=${id}>
              <strong>${name}</strong> <span class="quiet">${title ?? ''}</span>
            </button>
          </li>`,
        )}
      </ul>
    </form>`;
};

/** The ways in by an account of a messenger, and from there to what was asked for. */
const ownAccounts = ({ deps, words, path, query }: Call): Html | '' => {
  const to = destination(path.startsWith('/sign-in') ? query.get('to') : path);
  return deps.signIns.length === 0
    ? ''
    : html`<p class="ways-in">
        ${deps.signIns.map(
          ({ platform }) =>
            html`<a class="button primary" href=${`/sign-in/${platform}?to=${encodeURIComponent(to)}`}
              >${words.signIn.withAccount(words.messengers[platform] ?? platform)}</a
            >`,
        )}
      </p>`;
};

/** How to get in: for those who have no link, the way to one. */
export const signInHelp = (call: Call): Html => {
  const { signIn } = call.words;
  return html`${ownAccounts(call)}
    <p>${call.deps.signIns.length === 0 ? signIn.how : signIn.orHow}</p>
    <p class="command"><code>${signIn.command}</code></p>
    <p class="quiet">${signIn.auditors}</p>`;
};

const show = async (call: Call): Promise<Reply> => {
  const { query, words, visitor } = call;
  const token = query.get('token');
  if (token !== null) {
    const link = await linkOf(call, token);
    return link === undefined ? trouble('link-invalid') : confirmPage(call, token, link.actor);
  }
  return {
    kind: 'page',
    title: words.signIn.title,
    body: html`<section class="panel narrow">
      <h1>${words.signIn.title}</h1>
      ${visitor.open ? people(call) : signInHelp(call)}
    </section>`,
  };
};

/** Begins a session, once for each receipt. */
export const enter = async (
  { deps }: Call,
  actor: Actor,
  receipt: string,
  to: string,
  again: TroubleCode = 'link-invalid',
): Promise<Reply> => {
  const { token, claims } = await deps.tokens.session(actor.id);
  const { id: session, until } = claims;
  const isFirst = await deps.reading.access.record(
    { type: 'signIn', session, until },
    actor,
    receipt,
  );
  if (!isFirst) return trouble(again);
  const cookies = [{ name: COOKIES.session, value: token, lastsMs: SESSION_LASTS }] as const;
  return { kind: 'redirect', to, cookies };
};

const signIn = async (call: Call): Promise<Reply> => {
  const { form, visitor, deps } = call;
  const person = form.get('person');
  const to = destination(form.get('to'));
  if (visitor.open && person !== null) {
    const actor = actorOf(deps.policy(), person);
    return actor === undefined ? trouble('link-invalid') : enter(call, actor, randomUUID(), to);
  }
  const link = await linkOf(call, form.get('token') ?? '');
  return link === undefined
    ? trouble('link-invalid')
    : enter(call, link.actor, `link ${link.id}`, to);
};

const signOut = async ({ deps, visitor }: Call): Promise<Reply> => {
  const { actor } = visitor;
  if (actor !== undefined)
    await deps.reading.access.record({ type: 'signOut' }, actor, randomUUID());
  const cookies = [{ name: COOKIES.session, value: undefined }] as const;
  return { kind: 'redirect', to: '/sign-in', cookies };
};

/** Signing in by a link from the chat, and out everywhere. */
export const signInPage: Page = {
  routes: [
    { id: 'sign-in', method: 'GET', path: '/sign-in', needs: 'nothing', handle: show },
    { id: 'enter', method: 'POST', path: '/sign-in', needs: 'nothing', handle: signIn },
    { id: 'sign-out', method: 'POST', path: '/sign-out', needs: 'self', handle: signOut },
  ],
};
