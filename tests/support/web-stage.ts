import { randomUUID } from 'node:crypto';
import { silentLog } from '#app/log.ts';
import type { Reading } from '#app/reading/reading.ts';
import type { SignIn } from '#ports/sign-in.ts';
import { createMetrics } from '#web/metrics.ts';
import { mountPages } from '#web/mount-pages.ts';
import { createWeb, listen } from '#web/server.ts';
import { createTokens, type Tokens } from '#web/tokens.ts';
import { createTestApp, type TestApp } from './test-app.ts';

/** A browser as far as it keeps cookies. */
export interface Browser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Page>;
  /** Sends a form, with the proof that our pages give this browser unless another is given. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    options?: { readonly proof?: string; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Page>;
  readonly cookies: Map<string, string>;
}

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** The whole program with its pages on a real server. */
export interface WebStage {
  readonly app: TestApp;
  readonly reading: Reading;
  readonly tokens: Tokens;
  readonly address: string;
  browser(): Browser;
  /** One that is signed in by a link, as a person would do it. */
  signedIn(person: string): Promise<Browser>;
  close(): Promise<void>;
}

const PROOF = /name="proof" value="(?<proof>[^"]+)"/u;

/** The field that lets a form be taken, from any page that has one. */
export const proofIn = (text: string): string => PROOF.exec(text)?.groups?.['proof'] ?? '';

const createBrowser = (address: string, tokens: Tokens, person = ''): Browser => {
  const cookies = new Map<string, string>();
  const cookie = (): Record<string, string> =>
    cookies.size === 0
      ? {}
      : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  const ask = async (path: string, init: RequestInit): Promise<Page> => {
    const response = await fetch(`${address}${path}`, { ...init, redirect: 'manual' });
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^(?<name>[^=]+)=(?<value>[^;]*)/u.exec(text) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const get: Browser['get'] = (path, headers = {}) =>
    ask(path, { headers: { accept: 'text/html', ...cookie(), ...headers } });
  return {
    cookies,
    get,
    post: async (path, fields, { proof, headers = {} } = {}) => {
      if (!cookies.has('fenghuo_visit')) await get('/status');
      const given = proof ?? tokens.formProof(`${cookies.get('fenghuo_visit')} ${person}`);
      return ask(path, {
        method: 'POST',
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          ...cookie(),
          ...headers,
        },
        body: new URLSearchParams({ ...fields, proof: given }).toString(),
      });
    },
  };
};

const serve = async (
  app: TestApp,
  tokens: Tokens,
  { sandbox = false, signIns = [] }: StageOptions,
) => {
  const { reading, handler, views, localeOf, personOf } = app.app;
  const mounted: { close(): void }[] = [];
  const metrics = createMetrics(async () => ({ outboxPending: 0, incidentsByPhase: {}, now: 0 }));
  const web = createWeb({
    log: silentLog,
    host: '127.0.0.1',
    readiness: async () => ({ ready: true, reasons: [] }),
    metrics: metrics.handler,
    mounts: [],
    pages: (server) => {
      const pages = mountPages(server, {
        reading,
        handler,
        views,
        localeOf,
        policy: () => views('en').policy,
        clock: app.clock,
        ids: { next: () => randomUUID() },
        log: silentLog,
        tokens,
        defaultLocale: 'zh-CN',
        publicUrl: 'https://fenghuo.example',
        sandbox,
        signIns,
        personOf,
        messageLink: ({ platform, id }) => `https://chat.example/${platform}/${id}`,
      });
      mounted.push(pages);
      return pages;
    },
  });
  const server = await listen(web, '127.0.0.1', 0);
  return {
    port: server.port,
    close: async () => {
      for (const pages of mounted) pages.close();
      await server.close(0);
    },
  };
};

interface StageOptions {
  /** As on the machine of a sandbox, where everything is open. */
  readonly sandbox?: boolean;
  readonly start?: string;
  readonly signIns?: readonly SignIn[];
}

/** The program with its pages, reached under `https://fenghuo.example`. */
export const openWebStage = async (options: StageOptions = {}): Promise<WebStage> => {
  const app = await createTestApp(options.start === undefined ? {} : { start: options.start });
  const ids = { next: () => randomUUID() };
  const tokens = createTokens({ secret: 'a secret of the test', clock: app.clock, ids });
  const server = await serve(app, tokens, options);
  const address = `http://127.0.0.1:${server.port}`;
  return {
    app,
    reading: app.app.reading,
    tokens,
    address,
    browser: () => createBrowser(address, tokens),
    signedIn: async (person) => {
      // Signing out ends all that was given until that moment, and this clock stands still.
      app.clock.set(app.clock.now() + 1);
      const browser = createBrowser(address, tokens, person);
      const token = await tokens.link(person);
      const page = await browser.get(`/sign-in?token=${token}`);
      await browser.post('/sign-in', { token }, { proof: proofIn(page.text) });
      return browser;
    },
    close: async () => {
      await server.close();
      await app.close();
    },
  };
};
