import type { Announcement, IncidentState } from '#domain/incident/state.ts';
import type { Card, Tone } from './card.ts';
import { actions, button, incidentCard, item, list, note, text, type ListItem } from './build.ts';
import { channelCopies } from './channel-texts.ts';
import { channelsLeft, latestVersion } from './incident-facts.ts';
import { channelName, clock, words, type View } from './view.ts';

const TONES: Readonly<Record<Announcement['status'], Tone>> = {
  draft: 'neutral',
  pendingApproval: 'warning',
  approved: 'good',
  rejected: 'danger',
  published: 'good',
  superseded: 'muted',
  withdrawn: 'muted',
};

/** A button for each channel that nobody has confirmed yet (S0-08). */
export const publishButtons = (announcement: Announcement, view: View) => {
  const { announcement: phrases } = words(view);
  return channelsLeft(announcement).map((channel) => {
    const name = channelName(channel, view);
    return button(phrases.buttons.published(name), `announce sent ${announcement.id} ${channel}`, {
      style: 'primary',
      confirm: phrases.confirmSent(name),
    });
  });
};

/** A draft or a rejected text goes on by being revised. */
const reviseButtons = ({ id, status }: Announcement, view: View) =>
  status === 'draft' || status === 'rejected'
    ? [
        button(words(view).announcement.buttons.revise, `announce revise ${id}`, {
          style: 'primary',
          form: true,
        }),
      ]
    : [];

const channelItems = (announcement: Announcement, view: View): readonly ListItem[] => {
  const { publishedOn, toPublish } = words(view).announcement;
  return [
    ...announcement.published.map(({ channel, at, by }) =>
      item(publishedOn(channelName(channel, view), clock(at, view), by.name), 'done'),
    ),
    ...channelsLeft(announcement).map((channel) =>
      item(toPublish(channelName(channel, view)), 'open'),
    ),
  ];
};

const historyNote = (announcement: Announcement, state: IncidentState, view: View) => {
  const { withdrawnNote, supersededNote } = words(view).announcement;
  if (announcement.status === 'withdrawn') return text([withdrawnNote], 'warning');
  const by = state.announcements.find(({ supersedes }) => supersedes === announcement.id)?.id;
  return announcement.status === 'superseded' && by !== undefined
    ? text([supersededNote(by)], 'muted')
    : [];
};

/** An approved announcement: copy-ready texts, a button for each channel, ticks with who and when. */
export const announcementCard = (
  announcement: Announcement,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement: phrases, status } = words(view);
  const version = latestVersion(announcement);
  const ready = announcement.status === 'approved' || announcement.status === 'published';
  const left = ready ? channelsLeft(announcement) : [];
  return incidentCard(
    state,
    {
      title: phrases.announcementTitle(
        announcement.id,
        version?.version ?? 1,
        status.announcementStates[announcement.status],
      ),
      tone: TONES[announcement.status],
      elements: [
        historyNote(announcement, state, view),
        ready ? list(channelItems(announcement, view), view) : [],
        left.length > 0 ? channelCopies(state, version?.texts ?? {}, view) : [],
        left.length > 0 ? note(phrases.publishHint) : [],
        actions(ready ? publishButtons(announcement, view) : reviseButtons(announcement, view)),
        note(words(view).common.incident(state.key, state.title)),
      ],
    },
    view,
  );
};
