import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

const NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

// `evil.example@localhost` parses as the host localhost, so the whole value must be nothing but the host.
const isOurName = (value: string): boolean => {
  if (!URL.canParse(`http://${value}`)) return false;
  const { hostname, host } = new URL(`http://${value}`);
  return (
    NAMES.has(hostname) && (host === value.toLowerCase() || value.toLowerCase() === `${host}:80`)
  );
};

/** Whether an address to listen on can be reached from this machine only. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Lets only this machine's own pages in. A foreign name in `Host` is DNS rebinding: the attacker's name
 * was made to point at 127.0.0.1. A foreign `Origin` is another site's page sending the browser here.
 */
export const localOnly: RequestHandler = (request, response, next) => {
  if (!isOurName(request.headers.host ?? ''))
    return sendProblem(response, {
      status: 403,
      title: 'The sandbox is reached as localhost only',
      code: 'foreign-host',
    });
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign =
    (origin !== undefined && origin !== `http://${request.headers.host}`) ||
    site === 'cross-site' ||
    site === 'same-site';
  // A link from elsewhere may open the page; nothing else may come from elsewhere.
  if (foreign && !(request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate'))
    return sendProblem(response, {
      status: 403,
      title: 'Only the sandbox’s own page may do this',
      code: 'foreign-origin',
    });
  return next();
};

/** A form of another site can post anything but this type, so it is what tells our page apart. */
export const jsonOnly: RequestHandler = (request, response, next) => {
  if (request.method !== 'POST' || request.is('application/json') !== false) return next();
  return sendProblem(response, { status: 415, title: 'Send JSON', code: 'not-json' });
};

// `style-src` without 'unsafe-inline': Preact sets styles through the object model, which CSP allows.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
  next();
};
