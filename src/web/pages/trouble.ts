import { html } from '../html.ts';
import type { Call, Reply, TroubleCode } from '../page.ts';
import { signInHelp } from './sign-in.ts';

const STATUS: Readonly<Record<TroubleCode, number>> = {
  'not-found': 404,
  'wrong-method': 405,
  'sign-in': 401,
  refused: 403,
  'link-invalid': 403,
  'sign-in-failed': 403,
  'form-expired': 403,
  'bad-cursor': 400,
  'bad-page': 404,
  'bad-filter': 400,
  'search-too-long': 400,
  'too-large': 413,
  busy: 503,
  unreadable: 400,
  failed: 500,
};

/** What is got over by signing in. */
const LEADS_IN: readonly TroubleCode[] = ['sign-in', 'link-invalid', 'sign-in-failed'];

/** The HTTP status of a trouble. */
export const troubleStatus = (code: TroubleCode): number => STATUS[code];

const wayBack = ({ visitor, words, path }: Call) => {
  if (visitor.asker === 'stranger' || visitor.asker === 'auditor')
    return html`<a class="button" href="/status">${words.trouble.backToStatus}</a>`;
  if (path.startsWith('/alerts'))
    return html`<a class="button" href="/alerts">${words.trouble.backToAlerts}</a>`;
  return path.startsWith('/tickets')
    ? html`<a class="button" href="/tickets">${words.trouble.backToTickets}</a>`
    : html`<a class="button" href="/incidents">${words.trouble.backToList}</a>`;
};

/** What went wrong, in the reader's language, and the way back. */
export const troublePage = (
  call: Call,
  code: TroubleCode,
  detail?: string,
): Reply & { readonly kind: 'page' } => {
  const { title, text } = call.words.trouble[code];
  return {
    kind: 'page',
    title,
    body: html`<section class="panel narrow">
      <h1>${title}</h1>
      <p>${detail ?? text}</p>
      ${LEADS_IN.includes(code) ? signInHelp(call) : ''}
      <p class="way-back">${wayBack(call)}</p>
    </section>`,
  };
};
