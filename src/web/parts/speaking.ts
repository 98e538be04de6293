import { approvalCard } from '#cards/approval-card.ts';
import { channelsLeft, currentWording, latestVersion } from '#cards/incident-facts.ts';
import {
  channelName,
  channelNames,
  clockText,
  nameList,
  say,
  words as cardWords,
} from '#cards/view.ts';
import type { CardElement } from '#cards/card.ts';
import { votersOf } from '#domain/incident/deadlines.ts';
import type { Announcement, Wording } from '#domain/incident/state.ts';
import { LOCALES } from '#domain/locale.ts';
import { html, type Html } from '../html.ts';
import type { About } from './about.ts';
import { copyText, elements } from './elements.ts';

const languages = ({ text }: Wording, about: About): Html => {
  const own = about.view.locale;
  const ordered = LOCALES.toSorted((a, b) => Number(b === own) - Number(a === own));
  const said = ordered.filter((locale, n) => n === 0 || text[locale] !== text[own]);
  return html`${said.map((locale) => copyText(about.words.languages[locale], text[locale], about))}`;
};

const wordingRow = (one: Wording, { view }: About): Html => {
  const { wordingStates } = cardWords(view).announcement;
  return html`<li>
    <strong>${one.id}</strong> ${wordingStates[one.status]} ·
    ${clockText(one.publishedAt ?? one.proposedAt, view)} ${one.author.name}
    <p>${say(one.text, view)}</p>
  </li>`;
};

/** The sentence every agent says now, to copy; earlier ones below it. */
export const wording = (about: About): Html => {
  const { record, view, words } = about;
  const current = currentWording(record.state);
  const earlier = record.state.wordings.filter((one) => one !== current).toReversed();
  return html`<h2>
      ${words.incident.wording}
      ${current === undefined ? '' : html`<span class="count">${current.id}</span>`}
    </h2>
    ${
      current === undefined
        ? html`<p class="empty">${words.incident.noWording}</p>`
        : html`${languages(current, about)}
            <p class="quiet">
              ${words.incident.sinceTime(clockText(current.publishedAt ?? current.proposedAt, view))} ·
              ${current.author.name}
            </p>`
    }
    ${
      earlier.length === 0
        ? ''
        : html`<details>
            <summary>${words.incident.earlier(earlier.length)}</summary>
            <ul class="plain-list">
              ${earlier.map((one) => wordingRow(one, about))}
            </ul>
          </details>`
    }`;
};

const channels = (announcement: Announcement, { view, words }: About): Html => {
  const left = channelsLeft(announcement);
  const ready = announcement.status === 'approved' || announcement.status === 'published';
  return html`${
    announcement.published.length === 0
      ? ''
      : html`<ul class="marked">
          ${announcement.published.map(
            ({ channel, at, by }) => html`<li class="mark-done">
              <span class="hidden">${words.marks.done}</span>${channelName(channel, view)}
              <span class="quiet"> ${clockText(at, view)} ${by.name}</span>
            </li>`,
          )}
        </ul>`
  }
  ${ready && left.length > 0 ? html`<p class="quiet">${words.incident.channelsLeft(channelNames(left, view))}</p>` : ''}`;
};

/** Mentions alone, which notify in a chat. */
const isCall = (part: CardElement): boolean =>
  part.kind === 'text' &&
  part.lines.every((line) =>
    line.every((span) => (typeof span === 'string' ? span.trim() === '' : 'mention' in span)),
  );

/** Text and votes of the latest version, as its card in the room shows them. */
const approvalOf = (announcement: Announcement, about: About): Html | '' => {
  const { record, view } = about;
  const version = latestVersion(announcement)?.version ?? 1;
  const approval = record.state.approvals[`${announcement.id}.v${version}`];
  if (approval === undefined) return '';
  const voters = votersOf(record.state, approval, view.policy);
  const card = approvalCard(approval, voters, record.state, view);
  // The last note names the incident, which the reader knows, and nobody is called from a page.
  const parts = card.elements.filter((part) => part.kind !== 'note' && !isCall(part));
  const isOpen = approval.status === 'pending' && voters.length > 0;
  return html`${elements(parts, about)}
  ${isOpen ? html`<p class="quiet">${about.words.incident.mayVote(nameList(voters, view))}</p>` : ''}`;
};

/** Open is what goes on: what waits for votes or for channels, and the latest of all. */
const isGoingOn = (announcement: Announcement, { record }: About): boolean => {
  const { status } = announcement;
  if (status === 'superseded' || status === 'withdrawn') return false;
  const isLatest = announcement === record.state.announcements.at(-1);
  return isLatest || status !== 'published' || channelsLeft(announcement).length > 0;
};

const announcementItem = (announcement: Announcement, about: About): Html => {
  const { view } = about;
  const { announcementStates } = cardWords(view).status;
  const version = latestVersion(announcement)?.version ?? 1;
  return html`<details class="announcement" open=${isGoingOn(announcement, about)}>
    <summary>
      <strong>${announcement.id}</strong> v${version}
      <span class=${`badge state-${announcement.status}`}
        >${announcementStates[announcement.status]}</span
      >
    </summary>
    ${channels(announcement, about)} ${approvalOf(announcement, about)}
  </details>`;
};

/** What customers are told: versions, votes, and where it went out. */
export const announcements = (about: About): Html => {
  const { record, words } = about;
  const all = record.state.announcements.toReversed();
  return html`<h2>${words.incident.announcements}</h2>
    ${
      all.length === 0
        ? html`<p class="empty">${words.incident.noAnnouncements}</p>`
        : all.map((one) => announcementItem(one, about))
    }`;
};
