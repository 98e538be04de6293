import type { PublicNotice } from '#app/reading/public-status.ts';
import { fullClockText } from '#cards/view.ts';
import { html, markup, type Html } from '../html.ts';
import type { Call, Page, Reply } from '../page.ts';
import { iso } from '../parts/spans.ts';

/** Readers and proxies may keep it for so long. */
const KEPT_SECONDS = 15;

const notice = ({ id, text, publishedAt, updatedAt, current }: PublicNotice, call: Call): Html => {
  const { view, words } = call;
  return html`<li class=${`panel public${current ? ' current' : ''}`} id=${id}>
    <p class="quiet">
      <time datetime=${iso(publishedAt)}>${fullClockText(publishedAt, view)}</time>
      ${updatedAt === publishedAt ? '' : html` · ${words.status.updated(fullClockText(updatedAt, view))}`}
      ${current ? '' : html` · ${words.status.earlierText}`}
    </p>
    ${text[view.locale].split('\n').map((paragraph) => html`<p>${paragraph}</p>`)}
  </li>`;
};

const show = async (call: Call): Promise<Reply> => {
  const { deps, words } = call;
  const all = await deps.reading.publicStatus();
  const current = all.filter((one) => one.current);
  const earlier = all.filter((one) => !one.current);
  const { status } = words;
  return {
    kind: 'page',
    title: status.title,
    body: html`<h1>${status.titleOf(deps.policy().organisation.company)}</h1>
      ${
        current.length === 0
          ? html`<p class="panel all-well">${status.allWell}</p>`
          : html`<ol class="notices">${current.map((one) => notice(one, call))}</ol>`
      }
      ${
        earlier.length === 0
          ? ''
          : html`<h2>${status.earlier}</h2>
              <ol class="notices">
                ${earlier.map((one) => notice(one, call))}
              </ol>`
      }
      <p class="quiet no-print"><a href="/status.atom">Atom</a> · <a href="/status.json">JSON</a></p>`,
  };
};

const json = async ({ deps, view }: Call): Promise<Reply> => {
  const notices = await deps.reading.publicStatus();
  const body = JSON.stringify({
    company: deps.policy().organisation.company,
    ok: !notices.some(({ current }) => current),
    notices: notices.map(({ publishedAt, updatedAt, ...rest }) => ({
      ...rest,
      publishedAt: iso(publishedAt),
      updatedAt: iso(updatedAt),
    })),
    at: iso(view.now),
  });
  return {
    kind: 'file',
    type: 'application/json; charset=utf-8',
    publicForSeconds: KEPT_SECONDS,
    body: `${body}\n`,
  };
};

const entry = (one: PublicNotice, base: string, { view }: Call): Html => {
  const text = one.text[view.locale];
  return html`<entry>
    <id>${`${base}/status#${one.id}`}</id>
    <title>${text.split('\n')[0] ?? ''}</title>
    <published>${iso(one.publishedAt)}</published>
    <updated>${iso(one.updatedAt)}</updated>
    <link href=${`${base}/status#${one.id}`} />
    <content type="text">${text}</content>
  </entry>`;
};

const atom = async (call: Call): Promise<Reply> => {
  const { deps, view, words } = call;
  const base = deps.publicUrl;
  const notices = await deps.reading.publicStatus();
  const updated = notices.reduce((last, one) => Math.max(last, one.updatedAt), 0);
  const { company } = deps.policy().organisation;
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang=${view.locale}>
    <id>${`${base}/status`}</id>
    <title>${words.status.titleOf(company)}</title>
    <updated>${iso(updated)}</updated>
    <link rel="self" href=${`${base}/status.atom`} />
    <link href=${`${base}/status`} />
    <author><name>${company}</name></author>
    ${notices.map((one) => entry(one, base, call))}
  </feed>`;
  return {
    kind: 'file',
    type: 'application/atom+xml; charset=utf-8',
    publicForSeconds: KEPT_SECONDS,
    body: `<?xml version="1.0" encoding="utf-8"?>\n${withoutControls(voidLinks(markup(feed)))}\n`,
  };
};

/** In HTML a link has no end; in XML everything has. */
const voidLinks = (text: string): string =>
  text.replaceAll(/<link(?<rest>[^>]*?)\/?>/gu, '<link$<rest>/>');

/** Control characters are no characters of XML, however they are written. */
const withoutControls = (text: string): string =>
  text.replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, (one) => (/[\t\n\r]/u.test(one) ? one : ''));

/** The public side: what customers were told, and nothing of what is behind it. */
export const statusPage: Page = {
  navigation: { path: '/status', label: ({ status }) => status.title, needs: 'nothing' },
  routes: [
    { id: 'status', method: 'GET', path: '/status', needs: 'nothing', handle: show },
    { id: 'status-json', method: 'GET', path: '/status.json', needs: 'nothing', handle: json },
    { id: 'status-atom', method: 'GET', path: '/status.atom', needs: 'nothing', handle: atom },
  ],
};
