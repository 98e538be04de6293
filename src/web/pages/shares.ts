import { fullClockText } from '#cards/view.ts';
import { isShareOpen, type Share } from '#domain/organisation/access.ts';
import { DAY } from '#domain/time.ts';
import { COOKIES } from '../cookies.ts';
import { proofField } from '../form-proof.ts';
import { html, type Html } from '../html.ts';
import { type Call, type IncidentCall, type Page, type Reply, trouble } from '../page.ts';
import { copyText } from '../parts/elements.ts';
import { incidentTabs } from './incident.ts';

/** Days for which a link may be given. */
const LASTS = [1, 7, 30] as const;

const shareRow = async (share: Share, call: IncidentCall): Promise<Html> => {
  const { deps, view, words, record } = call;
  const { shares } = words;
  const until = fullClockText(share.until, view);
  if (!isShareOpen(share, view.now))
    return html`<li class="quiet">
      ${share.revokedAt === undefined ? shares.ended(until) : shares.revoked(fullClockText(share.revokedAt, view))}
      · ${share.by.name}
    </li>`;
  const token = await deps.tokens.share(share.id, share.incident, share.until);
  const drawing = { words, showing: { links: true } };
  return html`<li>
    ${copyText(shares.until(until, share.by.name), `${deps.publicUrl}/share/${token}`, drawing)}
    <form method="post" action=${`/incidents/${record.key}/shares`}>
      ${proofField(call)}<input type="hidden" name="revoke" value=${share.id} />
      <button>${shares.revoke}</button>
    </form>
  </li>`;
};

const show = async (call: IncidentCall): Promise<Reply> => {
  const { deps, record, words } = call;
  const { shares } = words;
  const all = await deps.reading.access.sharesOf(record.key);
  const rows = await Promise.all(all.map((share) => shareRow(share, call)));
  return {
    kind: 'page',
    title: `${shares.title} · ${record.key}`,
    scripts: ['open-page.js'],
    body: html`${incidentTabs(call, 'shares')}
      <section class="panel narrow">
        <h1>${shares.title}</h1>
        <p>${shares.about(record.key)}</p>
        <form method="post" action=${`/incidents/${record.key}/shares`} class="row">
          ${proofField(call)}
          <label
            ><span>${shares.lasts}</span>
            <select name="days">
              ${LASTS.map((days) => html`<option value=${days}>${shares.days(days)}</option>`)}
            </select></label
          >
          <button class="primary">${shares.create}</button>
        </form>
        ${rows.length === 0 ? html`<p class="empty">${shares.none}</p>` : html`<ul class="plain-list">${rows}</ul>`}
      </section>`,
  };
};

const change = async (call: IncidentCall): Promise<Reply> => {
  const { deps, form, visitor, view, record } = call;
  const { actor } = visitor;
  if (actor === undefined) return trouble('refused');
  const { access } = deps.reading;
  const revoke = form.get('revoke');
  if (revoke === null) {
    const days = LASTS.find((one) => String(one) === form.get('days'));
    if (days === undefined) return trouble('unreadable');
    const until = view.now + days * DAY;
    const share = { type: 'share', id: deps.ids.next(), incident: record.key, until } as const;
    await access.record(share, actor, deps.ids.next());
  } else {
    // Only of this incident: whoever leads one does not end the links of another.
    const mine = (await access.sharesOf(record.key)).some(({ id }) => id === revoke);
    if (!mine) return trouble('not-found');
    await access.record({ type: 'revokeShare', id: revoke }, actor, deps.ids.next());
  }
  return { kind: 'redirect', to: `/incidents/${record.key}/shares` };
};

/** An outsider's way in: the link becomes a cookie that opens this one incident, for reading. */
const open = async ({ deps, params }: Call): Promise<Reply> => {
  const token = params['token'] ?? '';
  const claims = await deps.tokens.read('share', token);
  const share = claims && (await deps.reading.access.openShare(claims.id));
  if (share === undefined) return trouble('link-invalid');
  const lastsMs = share.until - deps.clock.now();
  const cookies = [{ name: COOKIES.share, value: token, lastsMs }] as const;
  return { kind: 'redirect', to: `/incidents/${share.incident}`, cookies };
};

/** Links by which outsiders read one incident: given, listed, ended. */
export const sharesPage: Page = {
  routes: [
    {
      id: 'shares',
      method: 'GET',
      path: '/incidents/:key/shares',
      needs: 'share',
      aboutIncident: true,
      handle: show,
    },
    {
      id: 'share-change',
      method: 'POST',
      path: '/incidents/:key/shares',
      needs: 'share',
      aboutIncident: true,
      handle: change,
    },
    { id: 'share-open', method: 'GET', path: '/share/:token', needs: 'nothing', handle: open },
  ],
};
