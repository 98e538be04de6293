import { renderNotice } from '#cards/notice-card.ts';
import { plainText } from '#cards/plain-text.ts';
import type { View } from '#cards/view.ts';
import { deadlinesOf } from '#domain/incident/deadlines.ts';
import type { Notice } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { LOCALES, type Localised } from '#domain/locale.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { FallbackOrder, PagerOrder, PublishOrder } from './connectors.ts';

// What leaves as JSON to systems that are no messengers. Times are ISO 8601 in UTC.

const iso = (instant: Instant): string => new Date(instant).toISOString();

const people = (list: readonly PersonRef[]) => list.map(({ id, name }) => ({ id, name }));

const incidentOf = (state: IncidentState) => ({
  key: state.key,
  scenario: state.playbooks[0]?.playbook.id ?? '',
  phase: state.phase,
  severity: state.severity ?? null,
  // Of a confidential incident others see level and state only.
  ...(state.confidential ? {} : { title: state.title }),
});

const openItems = (state: IncidentState, policy: Policy) =>
  deadlinesOf(state, policy)
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .map(({ id, dueAt, title, owners }) => ({
      id,
      dueAt: iso(dueAt),
      owners: people(owners),
      ...(state.confidential ? {} : { title }),
    }));

const pendingApprovals = ({ approvals }: IncidentState) =>
  Object.values(approvals)
    .filter(({ status }) => status === 'pending')
    .map(({ id, decideBy, quorum, votes }) => ({
      id,
      decideBy: iso(decideBy),
      needed: quorum,
      inFavour: Object.values(votes).filter(({ choice }) => choice === 'approve').length,
    }));

const ofNotice = (notice: Notice) => {
  if (notice.card === 'platformDown')
    return {
      event: 'messenger-down',
      messenger: notice.messenger,
      since: iso(notice.since),
      unreachable: people(notice.unreachable),
    };
  if (notice.card !== 'breach' && notice.card !== 'escalation') return { event: notice.card };
  return {
    event: notice.card === 'breach' ? 'overdue' : 'escalated',
    overdue: notice.overdue.map(({ deadline }) => deadline.id),
    called: people(notice.escalatedTo),
  };
};

/** What is asked of the pager of last resort: what happened, what is open, and whom nobody reaches. */
export const fallbackBody = ({ state, notice }: FallbackOrder, view: Omit<View, 'locale'>) => {
  const say = (locale: View['locale']): string =>
    plainText(renderNotice(notice, state, { ...view, locale }));
  const texts = Object.fromEntries(LOCALES.map((locale) => [locale, say(locale)]));
  return {
    ...ofNotice(notice),
    at: iso(view.now),
    incident: incidentOf(state),
    open: openItems(state, view.policy),
    approvals: pendingApprovals(state),
    ...(state.confidential ? {} : { text: texts }),
  };
};

const outward = (name: string, value: string | Instant): string =>
  typeof value === 'number' && /(?:At|Due)$/u.test(name) ? iso(value) : String(value);

/** The same of a stream without rooms: what happened to what, whom it calls, in words. */
export const pagerBody = ({ subject, kind, page, text }: PagerOrder, now: Instant) => ({
  event: page.event,
  at: iso(now),
  [kind]: {
    key: subject,
    ...Object.fromEntries(
      Object.entries(page.about).map(([name, value]) => [name, outward(name, value)]),
    ),
  },
  called: people(page.called),
  text,
});

/** An approved text for one channel; undefined when there is none of that version for it. */
export const publishBody = (
  { state, announcement: id, version, channel }: PublishOrder,
  now: Instant,
) => {
  const found = state.announcements.find((announcement) => announcement.id === id);
  const text: Localised | undefined = found?.versions.find((one) => one.version === version)?.texts[
    channel
  ];
  if (found === undefined || text === undefined) return undefined;
  return {
    event: 'announcement-approved',
    at: iso(now),
    incident: state.key,
    announcement: id,
    version,
    kind: found.kind,
    channel,
    text,
    ...(found.supersedes === undefined ? {} : { supersedes: found.supersedes }),
  };
};
