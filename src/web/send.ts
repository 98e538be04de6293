import type { Response } from 'express';
import { type Cookie, COOKIES, cookieText } from './cookies.ts';
import { markup } from './html.ts';
import { hideLinks } from './hide-links.ts';
import { documentOf } from './layout.ts';
import type { Call, Page, Reply } from './page.ts';
import { troublePage, troubleStatus } from './pages/trouble.ts';
import { sendProblem } from './problem.ts';

/** A file that stands by itself has its style inside, and nothing else. */
const OWN_STYLE =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const setCookies = (response: Response, call: Call, cookies: readonly Cookie[]): void => {
  const isSecure = call.deps.publicUrl.startsWith('https://');
  for (const cookie of cookies) response.append('Set-Cookie', cookieText(cookie, isSecure));
};

/** Forms prove by this cookie that they are ours. */
const visitCookie = ({ visitor: { visit } }: Call): readonly Cookie[] =>
  visit.isNew ? [{ name: COOKIES.visit, value: visit.id }] : [];

/** Whether the caller is a program: the address says so, or what it accepts. */
export const wantsJson = ({ path, header }: Call): boolean => {
  if (path.endsWith('.json') || path.endsWith('/stream')) return true;
  const accept = header('accept') ?? '';
  return accept.includes('json') && !accept.includes('text/html');
};

/** Everything that an outsider is sent passes here. */
const forReader = ({ visitor }: Call, text: string): string =>
  visitor.asker === 'auditor' ? hideLinks(text) : text;

const sendPage = (
  response: Response,
  call: Call,
  pages: readonly Page[],
  reply: Reply & { readonly kind: 'page' },
): void => {
  setCookies(response, call, [...visitCookie(call), ...(reply.cookies ?? [])]);
  response
    .status(reply.status ?? 200)
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(forReader(call, `<!doctype html>${markup(documentOf(call, pages, reply))}`));
};

const sendFile = (
  response: Response,
  call: Call,
  reply: Reply & { readonly kind: 'file' },
): void => {
  const { type, body, name, publicForSeconds, ownStyle } = reply;
  response.set(
    'Cache-Control',
    publicForSeconds === undefined ? 'no-store' : `public, max-age=${publicForSeconds}`,
  );
  if (ownStyle === true) response.set('Content-Security-Policy', OWN_STYLE);
  if (name !== undefined) response.set('Content-Disposition', `attachment; filename="${name}"`);
  response.type(type).send(forReader(call, body));
};

const sendTrouble = (
  response: Response,
  call: Call,
  pages: readonly Page[],
  reply: Reply & { readonly kind: 'trouble' },
): void => {
  const status = troubleStatus(reply.code);
  if (reply.allow !== undefined) response.set('Allow', reply.allow.join(', '));
  if (wantsJson(call)) {
    const detail = reply.detail ?? call.words.trouble[reply.code].text;
    response.set('Cache-Control', 'no-store');
    sendProblem(response, status, detail);
    return;
  }
  sendPage(response, call, pages, { ...troublePage(call, reply.code, reply.detail), status });
};

/** Turns what a page answers into HTTP. */
export const send = (
  response: Response,
  call: Call,
  pages: readonly Page[],
  reply: Reply,
): void => {
  switch (reply.kind) {
    case 'page':
      return sendPage(response, call, pages, reply);
    case 'file':
      return sendFile(response, call, reply);
    case 'trouble':
      return sendTrouble(response, call, pages, reply);
    case 'redirect':
      setCookies(response, call, reply.cookies ?? []);
      response.set('Cache-Control', 'no-store').redirect(303, reply.to);
      return;
    case 'stream':
      // A question about the headers alone has no end to wait for.
      if (call.method === 'HEAD') response.type('text/event-stream').end();
      else if (!reply.open(response))
        sendTrouble(response, call, pages, { kind: 'trouble', code: 'busy' });
      return;
  }
};
