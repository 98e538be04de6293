/** Names of the cookies; all are of this host, and none can be read by scripts. */
export const COOKIES = {
  session: 'fenghuo_session',
  share: 'fenghuo_share',
  visit: 'fenghuo_visit',
  language: 'fenghuo_language',
} as const;

/** A cookie to set; without a value it is taken away. `lastsMs` absent: until the browser closes. */
export interface Cookie {
  readonly name: (typeof COOKIES)[keyof typeof COOKIES];
  readonly value: string | undefined;
  readonly lastsMs?: number;
}

/** The cookies of a request; of several with one name the first counts. */
export const readCookies = (header: string | undefined): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    if (at < 0 || Object.hasOwn(found, name)) continue;
    found[name] = part.slice(at + 1).trim();
  }
  return found;
};

/** The header that sets a cookie. */
export const cookieText = ({ name, value, lastsMs }: Cookie, isSecure: boolean): string =>
  [
    `${name}=${value ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure ? ['Secure'] : []),
    ...(value === undefined ? ['Max-Age=0'] : []),
    ...(value === undefined || lastsMs === undefined
      ? []
      : [`Max-Age=${Math.floor(lastsMs / 1_000)}`]),
  ].join('; ');
