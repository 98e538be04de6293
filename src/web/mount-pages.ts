import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { type Sight, mayShare, mayWrite, sightOf } from '#app/reading/reader.ts';
import type { IncidentRecord } from '#app/reading/records.ts';
import type { Locale } from '#domain/locale.ts';
import { createAssets } from './assets.ts';
import { COOKIES } from './cookies.ts';
import { isOurForm } from './form-proof.ts';
import { askedLanguage, languageOf } from './language.ts';
import {
  type Call,
  type Page,
  type PageDeps,
  type PageStreams,
  type Reply,
  type Route,
  trouble,
} from './page.ts';
import { PAGES } from './pages.ts';
import { RIGHTS, type Standing, type Verdict } from './rights.ts';
import { send } from './send.ts';
import { createStreams } from './stream.ts';
import { type Visitor, visitorOf } from './visitor.ts';
import { pageWords } from './words/words.ts';

const queryOf = ({ originalUrl }: Request): URLSearchParams => {
  const at = originalUrl.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : originalUrl.slice(at + 1));
};

const textParams = (request: Request): Readonly<Record<string, string>> => {
  // An address that cannot be read has none.
  const params: Request['params'] | undefined = request.params;
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]),
  );
};

const localeOf = async (
  deps: PageDeps,
  visitor: Visitor,
  request: Request,
  asked: Locale | undefined,
): Promise<Locale> =>
  languageOf({
    asked,
    chosen: visitor.cookies[COOKIES.language],
    header: request.headers['accept-language'],
    fallback: visitor.actor ? await deps.localeOf(visitor.actor.id) : deps.defaultLocale,
  });

/** Everything that is known of a request before anybody looks at what it is about. */
const callOf = async (deps: PageDeps, streams: PageStreams, request: Request): Promise<Call> => {
  const { reading, tokens, policy, ids, sandbox } = deps;
  const visitAgain = (): Promise<Visitor> =>
    visitorOf({ tokens, access: reading.access, policy, ids, sandbox }, request);
  const visitor = await visitAgain();
  const query = queryOf(request);
  const locale = await localeOf(deps, visitor, request, askedLanguage(query.get('lang')));
  const { actor } = visitor;
  const body: unknown = request.body;
  return {
    deps,
    streams,
    visitor,
    visitAgain,
    view: deps.views(locale, actor && { id: actor.id, name: actor.name }),
    words: pageWords(locale),
    method: request.method,
    path: request.path,
    params: textParams(request),
    query,
    form: new URLSearchParams(typeof body === 'string' ? body : ''),
    header: (name) => request.get(name),
  };
};

/** The language that was asked for is kept, and the address is told without it. */
const rememberLanguage = (call: Call): Reply | undefined => {
  const asked = askedLanguage(call.query.get('lang'));
  if (asked === undefined || call.method !== 'GET') return undefined;
  const rest = new URLSearchParams(call.query);
  rest.delete('lang');
  const query = rest.size === 0 ? '' : `?${rest.toString()}`;
  const year = 365 * 86_400_000;
  const cookies = [{ name: COOKIES.language, value: asked, lastsMs: year }] as const;
  return { kind: 'redirect', to: `${call.path}${query}`, cookies };
};

const KEY = /^[A-Z]{3}-\d{8}-\d{1,6}$/u;

const recordOf = async ({ deps, params }: Call): Promise<IncidentRecord | undefined> => {
  const key = params['key'] ?? '';
  return KEY.test(key) ? deps.reading.records.load(key) : undefined;
};

const standingOf = (call: Call, record: IncidentRecord | undefined): Standing => {
  const { visitor, deps } = call;
  const { reader, asker } = visitor;
  if (record === undefined || reader === undefined) return { asker, sight: 'nothing' };
  const policy = deps.policy();
  const sight: Sight = sightOf(reader, record.state, policy);
  return {
    asker,
    sight,
    mayWrite: mayWrite(reader, record.state, policy),
    mayShare: mayShare(reader, record.state, policy),
  };
};

const DENIALS = {
  'sign-in': trouble('sign-in'),
  'not-found': trouble('not-found'),
  refused: trouble('refused'),
} as const satisfies Partial<Record<Verdict, Reply>>;

const answerAbout = async (
  route: Extract<Route, { needs: 'subject' }>,
  call: Call,
): Promise<Reply> => {
  const subject = await route.find(call);
  const { asker } = call.visitor;
  const verdict = RIGHTS[route.needs]({ asker, sight: subject?.sight ?? 'nothing' });
  if (verdict !== 'yes' && verdict !== 'feed') return DENIALS[verdict];
  return subject === undefined ? trouble('not-found') : subject.handle();
};

/** What a route answers to this request, after asking the table of rights. */
const answer = async (route: Route, call: Call): Promise<Reply> => {
  if (route.method === 'POST' && !isOurForm(call)) return trouble('form-expired');
  if ('find' in route) return answerAbout(route, call);
  if (!('aboutIncident' in route)) {
    const verdict = RIGHTS[route.needs]({ asker: call.visitor.asker });
    return verdict === 'yes' || verdict === 'feed' ? route.handle(call) : DENIALS[verdict];
  }
  const record = await recordOf(call);
  const verdict = RIGHTS[route.needs](standingOf(call, record));
  if (verdict !== 'yes' && verdict !== 'feed') return DENIALS[verdict];
  if (record === undefined) return trouble('not-found');
  const about = { ...call, record };
  return verdict === 'feed' && route.needs === 'sight'
    ? route.handleFeed(about)
    : route.handle(about);
};

type Reacts = (call: Call) => Promise<Reply> | Reply;

/** What every answer is made with. */
interface Site {
  readonly deps: PageDeps;
  readonly streams: PageStreams;
  readonly pages: readonly Page[];
}

const reacting =
  ({ deps, streams, pages }: Site, react: Reacts): RequestHandler =>
  async (request: Request, response: Response) => {
    const call = await callOf(deps, streams, request);
    let reply: Reply;
    try {
      reply = rememberLanguage(call) ?? (await react(call));
    } catch (error) {
      deps.log.error({ err: error, path: request.path }, 'page failed');
      reply = trouble('failed');
    }
    send(response, call, pages, reply);
  };

const formBody = express.text({ type: 'application/x-www-form-urlencoded', limit: '256kb' });

/** Every path once, with the methods it answers. */
const byPath = (routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> =>
  Map.groupBy(routes, ({ path }) => path);

/** The pages on a server. */
export interface MountedPages {
  /** Answers what nobody else has answered, in the reader's language. */
  readonly lost: RequestHandler;
  /** The same for what could not even be read: a broken address, a body that is too large. */
  readonly failed: ErrorRequestHandler;
  /** Ends the open streams. */
  close(): void;
}

const mountPath = (app: Express, site: Site, path: string, here: readonly Route[]): void => {
  for (const route of here) {
    const handler = reacting(site, (call) => answer(route, call));
    if (route.method === 'POST') app.post(path, formBody, handler);
    else app.get(path, handler);
  }
  const methods = here.map(({ method }) => method);
  const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  app.all(
    path,
    reacting(site, () => ({ kind: 'trouble', code: 'wrong-method', allow })),
  );
};

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;

const failing = (site: Site): ErrorRequestHandler => {
  const unreadable = reacting(site, () => trouble('unreadable'));
  const tooLarge = reacting(site, () => trouble('too-large'));
  return (error, request, response, next) => {
    const status = statusOf(error);
    const isReader = request.headers.accept?.includes('text/html') === true;
    if (response.headersSent || !isReader || status < 400 || status >= 500) return next(error);
    return (status === 413 ? tooLarge : unreadable)(request, response, next);
  };
};

const pageStreams = ({ reading, log, clock }: PageDeps): PageStreams => {
  const { records, alerts, tickets, changes } = reading;
  const shared = { changes, log, now: () => clock.now() };
  return {
    incidents: createStreams({ ...shared, load: (key) => records.load(key) }),
    alerts: createStreams({ ...shared, load: (key) => alerts.load(key) }),
    tickets: createStreams({ ...shared, load: (key) => tickets.load(key) }),
  };
};

/** Adds every page to the server. */
export const mountPages = (
  app: Express,
  deps: PageDeps,
  pages: readonly Page[] = PAGES,
): MountedPages => {
  const streams = pageStreams(deps);
  const site = { deps, streams, pages };
  app.use('/assets', createAssets());
  for (const [path, here] of byPath(pages.flatMap(({ routes }) => routes)))
    mountPath(app, site, path, here);
  return {
    lost: reacting(site, () => trouble('not-found')),
    failed: failing(site),
    close: () => {
      for (const one of Object.values(streams)) one.close();
    },
  };
};
