import { html, type Html } from './html.ts';
import { proofField } from './form-proof.ts';
import type { Call, Page, Reply } from './page.ts';
import { RIGHTS } from './rights.ts';

const navigation = (call: Call, pages: readonly Page[]): Html => {
  const { words, path, visitor } = call;
  const { asker } = visitor;
  const entries = pages
    .flatMap(({ navigation: entry }) => (entry === undefined ? [] : [entry]))
    .filter(({ needs }) => RIGHTS[needs]({ asker }) === 'yes');
  return html`<nav class="main-nav" aria-label=${words.layout.navigation}>
    <ul>
      ${entries.map(
        (entry) => html`<li>
          <a href=${entry.path} aria-current=${path.startsWith(entry.path) ? 'page' : undefined}
            >${entry.label(words)}</a
          >
        </li>`,
      )}
    </ul>
  </nav>`;
};

const languageLink = ({ view, path, query, words }: Call): Html => {
  const other = view.locale === 'en' ? 'zh' : 'en';
  const rest = new URLSearchParams(query);
  // A link that signs somebody in is for once, and no part of an address that is kept.
  rest.delete('token');
  rest.set('lang', other);
  return html`<a
    class="language"
    href=${`${path}?${rest.toString()}`}
    hreflang=${other}
    lang=${other}
    rel="nofollow"
    >${words.layout.otherLanguage}</a
  >`;
};

const person = (call: Call): Html => {
  const { visitor, words } = call;
  const { actor, open, asker } = visitor;
  if (actor !== undefined)
    return html`<form class="who" method="post" action="/sign-out">
      ${proofField(call)}<span class="who-name">${actor.name}</span>
      <button class="quiet-button" title=${words.layout.signOutHint}>${words.layout.signOut}</button>
    </form>`;
  if (open) return html`<a class="who" href="/sign-in">${words.layout.actAs}</a>`;
  if (asker === 'auditor') return html`<span class="who">${words.layout.auditor}</span>`;
  return html`<a class="who" href="/sign-in">${words.layout.signIn}</a>`;
};

const header = (call: Call, pages: readonly Page[]): Html => {
  const { words, deps } = call;
  const { company } = deps.policy().organisation;
  return html`<header class="site">
    <a class="brand" href=${call.visitor.asker === 'stranger' ? '/status' : '/incidents'}>
      <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 2c1 4 5 5.5 5 10a5 5 0 0 1-10 0c0-2 1-3.2 2-4 .2 1.6 1 2.4 1.8 2.6C10.600 7.500 11 4.500 12 2z" />
        <path d="M5 21h14" />
      </svg>
      <span>${words.layout.brand}</span><span class="company">${company}</span>
    </a>
    ${navigation(call, pages)}
    <div class="site-end">${languageLink(call)} ${person(call)}</div>
  </header>`;
};

/** The whole document around a page. */
export const documentOf = (
  call: Call,
  pages: readonly Page[],
  reply: Reply & { readonly kind: 'page' },
): Html => {
  const { view, words } = call;
  return html`<html lang=${view.locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>${words.layout.title(reply.title)}</title>
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/assets/base.css" />
      <link rel="stylesheet" href="/assets/pages.css" />
      <link rel="stylesheet" href="/assets/incident.css" />
      <link rel="stylesheet" href="/assets/print.css" media="print" />
      <link rel="alternate" type="application/atom+xml" href="/status.atom" title=${words.status.title} />
      ${(reply.scripts ?? []).length === 0 ? '' : html`<link rel="stylesheet" href="/assets/modules/uplot.css" />`}
      ${(reply.scripts ?? []).map(
        (name) => html`<script type="module" src=${`/assets/${name}`}></script>`,
      )}
    </head>
    <body>
      <a class="skip" href="#main">${words.layout.skip}</a>
      ${header(call, pages)}
      <main id="main" tabindex="-1">${reply.body}</main>
      <footer class="site"><p>${call.path.startsWith('/status') ? words.layout.publicFooter(view.timezone) : words.layout.footer(view.timezone)}</p></footer>
    </body>
  </html>`;
};
