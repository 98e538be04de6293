import type { AppClock } from '#app/clock.ts';
import type { PageLinks } from '#app/page-links.ts';
import type { Policy } from '#domain/policy.ts';
import type { SignIn } from '#ports/sign-in.ts';
import type { Ids, Log } from '#ports/system.ts';
import { type MountedPages, mountPages } from '#web/mount-pages.ts';
import type { WebOptions } from '#web/server.ts';
import { createTokens } from '#web/tokens.ts';
import type { App } from '../compose.ts';
import type { Config } from '../config.ts';
import { messageLink } from './message-links.ts';
import { webSecretOf } from './web-secret.ts';

interface PagesNeeds {
  readonly config: Config;
  readonly policy: () => Policy;
  readonly clock: AppClock;
  readonly ids: Ids;
  readonly log: Log;
}

/** The pages before there is a server. */
export interface OpenedPages {
  readonly pageLinks: PageLinks;
  /** Adds them to a server, showing what this app knows. */
  readonly over: (app: App, signIns: readonly SignIn[]) => NonNullable<WebOptions['pages']>;
  /** Ends the streams of open pages, which would keep the server from ending. */
  readonly close: () => void;
}

/** The pages of this configuration. */
export const openPages = ({ config, policy, clock, ids, log }: PagesNeeds): OpenedPages => {
  const { publicUrl, sandbox, locale } = config;
  const tokens = createTokens({ secret: webSecretOf(config, log), clock, ids });
  const mounted: MountedPages[] = [];
  return {
    close: () => {
      for (const pages of mounted) pages.close();
    },
    pageLinks: async ({ id }, to) => {
      const query = new URLSearchParams({ token: await tokens.link(id), to });
      return `${publicUrl}/sign-in?${query.toString()}`;
    },
    over:
      ({ reading, handler, views, localeOf, personOf }, signIns) =>
      (server): MountedPages => {
        const pages = mountPages(server, {
          reading,
          handler,
          views,
          localeOf,
          policy,
          clock,
          ids,
          log,
          tokens,
          defaultLocale: locale,
          publicUrl,
          sandbox,
          messageLink,
          signIns,
          personOf,
        });
        mounted.push(pages);
        return pages;
      },
  };
};
