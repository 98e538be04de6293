import type { Response } from 'express';
import type { CommandHandler } from '#app/handle-command.ts';
import type { Reading } from '#app/reading/reading.ts';
import type { AlertRecord } from '#app/reading/alerts.ts';
import type { Sight } from '#app/reading/reader.ts';
import type { IncidentRecord } from '#app/reading/records.ts';
import type { TicketRecord } from '#app/reading/tickets.ts';
import type { Views } from '#app/views.ts';
import type { View } from '#cards/view.ts';
import type { Locale } from '#domain/locale.ts';
import type { Policy } from '#domain/policy.ts';
import type { SignIn } from '#ports/sign-in.ts';
import type { Clock, Ids, Log } from '#ports/system.ts';
import type { Cookie } from './cookies.ts';
import type { Html } from './html.ts';
import type { Need } from './rights.ts';
import type { MessageLink } from './parts/entry.ts';
import type { Streams } from './stream.ts';
import type { Tokens } from './tokens.ts';
import type { Visitor } from './visitor.ts';
import type { PageWords } from './words/words.ts';

/** What the pages are made with. */
export interface PageDeps {
  readonly reading: Reading;
  readonly handler: CommandHandler;
  readonly views: Views;
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly tokens: Tokens;
  readonly localeOf: (person: string) => Promise<Locale>;
  readonly defaultLocale: Locale;
  /** Address under which people reach the pages, without a slash at the end. */
  readonly publicUrl: string;
  readonly sandbox: boolean;
  readonly messageLink: MessageLink;
  /** Messengers that vouch for people. */
  readonly signIns: readonly SignIn[];
  /** Whose account of a messenger it is, as far as the organisation knows. */
  readonly personOf: (platform: string, account: string) => Promise<string | undefined>;
}

/** What tells open pages of changes, by what they are about. */
export interface PageStreams {
  readonly incidents: Streams<IncidentRecord>;
  readonly alerts: Streams<AlertRecord>;
  readonly tickets: Streams<TicketRecord>;
}

/** One request, with everything that was found out about it. */
export interface Call {
  readonly deps: PageDeps;
  readonly streams: PageStreams;
  readonly visitor: Visitor;
  /** Who the same cookies prove now: a session may have ended since. */
  readonly visitAgain: () => Promise<Visitor>;
  /** In the reader's language, at this moment. */
  readonly view: View;
  readonly words: PageWords;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Fields of a form; empty for others. */
  readonly form: URLSearchParams;
  readonly header: (name: string) => string | undefined;
}

/** The same about an incident that the reader may see. */
export interface IncidentCall extends Call {
  readonly record: IncidentRecord;
}

/** Why a page is not shown; each has a page of its own, in the reader's language, with the way back. */
export type TroubleCode =
  | 'not-found'
  | 'wrong-method'
  | 'sign-in'
  | 'refused'
  | 'link-invalid'
  | 'sign-in-failed'
  | 'form-expired'
  | 'bad-cursor'
  | 'bad-page'
  | 'bad-filter'
  | 'search-too-long'
  | 'too-large'
  | 'busy'
  | 'unreadable'
  | 'failed';

/** What is answered, as a value; only `send.ts` turns it into HTTP. */
export type Reply =
  | {
      readonly kind: 'page';
      readonly title: string;
      readonly body: Html;
      readonly status?: number;
      /** Modules of the page, by their names under /assets. */
      readonly scripts?: readonly string[];
      readonly cookies?: readonly Cookie[];
    }
  | {
      readonly kind: 'file';
      readonly type: string;
      readonly body: string;
      readonly name?: string;
      /** Anyone may keep it for so long. */
      readonly publicForSeconds?: number;
      /** A page that stands by itself brings its own style. */
      readonly ownStyle?: boolean;
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookies?: readonly Cookie[] }
  | {
      readonly kind: 'trouble';
      readonly code: TroubleCode;
      /** A sentence that says more than the code. */
      readonly detail?: string;
      readonly allow?: readonly string[];
    }
  /** Goes on for as long as the page is open. */
  | { readonly kind: 'stream'; readonly open: (response: Response) => boolean };

/** What an address is about, as far as it was found, and what it answers to those who may see it. */
export interface Subject {
  readonly sight: Sight;
  readonly handle: () => Promise<Reply> | Reply;
}

interface RouteOf<C extends Call, N extends Need> {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly needs: N;
  readonly handle: (call: C) => Promise<Reply> | Reply;
}

/** An address, who may use it, and what it answers. Those about one incident, alert or ticket have `:key` in the path. */
export type Route =
  | RouteOf<Call, 'nothing' | 'organisation' | 'self'>
  | (RouteOf<IncidentCall, 'record' | 'write' | 'share'> & { readonly aboutIncident: true })
  | (RouteOf<IncidentCall, 'sight'> & {
      readonly aboutIncident: true;
      /** What those see who may know level and state only. */
      readonly handleFeed: (call: IncidentCall) => Promise<Reply> | Reply;
    })
  | (Omit<RouteOf<Call, 'subject'>, 'handle'> & {
      /** The alert or ticket; undefined where there is none of that key. */
      readonly find: (call: Call) => Promise<Subject | undefined>;
    });

/** A page: its addresses, and its place in the navigation if it has one. */
export interface Page {
  readonly routes: readonly Route[];
  readonly navigation?: {
    readonly path: string;
    readonly label: (words: PageWords) => string;
    readonly needs: 'nothing' | 'organisation';
  };
}

export const trouble = (code: TroubleCode, detail?: string): Reply => ({
  kind: 'trouble',
  code,
  ...(detail === undefined ? {} : { detail }),
});
