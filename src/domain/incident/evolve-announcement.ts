import { SYSTEM, type PersonRef } from '../person.ts';
import type { Instant } from '../time.ts';
import type { EventOf } from './event.ts';
import type { Steps } from './evolve.ts';
import type {
  Announcement,
  AnnouncementStatus,
  IncidentState,
  Promise_,
  Wording,
} from './state.ts';

export const patchAnnouncement = (
  state: IncidentState,
  id: string,
  patch: (announcement: Announcement) => Partial<Announcement>,
): IncidentState => ({
  ...state,
  announcements: state.announcements.map((announcement) =>
    announcement.id === id ? { ...announcement, ...patch(announcement) } : announcement,
  ),
});

export const setAnnouncementStatus = (
  state: IncidentState,
  id: string,
  status: AnnouncementStatus,
): IncidentState => patchAnnouncement(state, id, () => ({ status }));

const drafted = (
  state: IncidentState,
  { data, occurredAt, actor, via }: EventOf<'announcement.drafted'>,
): IncidentState => {
  const { id, template, kind, supersedes, version, vars, texts, problems, promises } = data;
  const made = { version, vars, texts, problems, promises, at: occurredAt, by: actor, via };
  const known = state.announcements.find((announcement) => announcement.id === id);
  if (known !== undefined)
    return patchAnnouncement(state, id, ({ versions }) => ({
      status: 'draft',
      versions: [...versions, made],
    }));
  return {
    ...state,
    announcements: [
      ...state.announcements,
      {
        id,
        template,
        kind,
        author: actor,
        status: 'draft',
        versions: [made],
        published: [],
        ...(supersedes === undefined ? {} : { supersedes }),
      },
    ],
  };
};

/** Who wrote it and who sent it; a connector that sent it can keep no promise. */
const owners = (announcement: Announcement, publisher: PersonRef): readonly PersonRef[] =>
  announcement.author.id === publisher.id || publisher.id === SYSTEM.id
    ? [announcement.author]
    : [announcement.author, publisher];

/**
 * What customers were told to expect. A newer announcement keeps the promise of an update; a newer
 * recovery time (or the recovery itself) takes the place of the older one.
 */
const promised = (
  state: IncidentState,
  announcement: Announcement,
  at: Instant,
  by: PersonRef,
): readonly Promise_[] => {
  const version = announcement.versions.at(-1);
  const made = Object.entries(version?.promises ?? {}).map(
    ([variable, due]): Promise_ => ({
      id: `promise:${announcement.id}:${variable}`,
      announcement: announcement.id,
      variable,
      at: due,
      madeAt: at,
      owners: owners(announcement, by),
    }),
  );
  const newEta =
    announcement.kind === 'resolved' || made.some(({ variable }) => variable === 'eta');
  const kept = state.promises.filter(({ variable }) => variable === 'eta' && !newEta);
  return [...kept, ...made];
};

const published = (
  state: IncidentState,
  { data, occurredAt, actor }: EventOf<'announcement.published'>,
): IncidentState => {
  const announcement = state.announcements.find(({ id }) => id === data.id);
  if (announcement === undefined) return state;
  const first = announcement.published.length === 0;
  const entry = {
    channel: data.channel,
    at: occurredAt,
    by: actor,
    ...(data.url === undefined ? {} : { url: data.url }),
  };
  const after = patchAnnouncement(state, data.id, (before) => ({
    status: 'published',
    published: [...before.published, entry],
  }));
  if (first) return { ...after, promises: promised(state, announcement, occurredAt, actor) };
  const promises = after.promises.map((promise) =>
    promise.announcement === data.id &&
    actor.id !== SYSTEM.id &&
    !promise.owners.some(({ id }) => id === actor.id)
      ? { ...promise, owners: [...promise.owners, actor] }
      : promise,
  );
  return { ...after, promises };
};

const withoutPromises = (state: IncidentState, id: string): IncidentState => ({
  ...state,
  promises: state.promises.filter(({ announcement }) => announcement !== id),
});

const setWordings = (
  state: IncidentState,
  status: (wording: Wording) => Partial<Wording>,
): IncidentState => ({
  ...state,
  wordings: state.wordings.map((wording) => ({ ...wording, ...status(wording) })),
});

export const evolveAnnouncement: Steps<
  | 'wording.proposed'
  | 'wording.published'
  | 'wording.frozen'
  | 'announcement.drafted'
  | 'announcement.published'
  | 'announcement.withdrawn'
  | 'announcement.superseded'
> = {
  'wording.proposed': (state, { data, actor, occurredAt, via }) => ({
    ...state,
    wordings: [
      ...state.wordings,
      { ...data, author: actor, proposedAt: occurredAt, status: 'pending', via },
    ],
  }),
  'wording.published': (state, { data, occurredAt }) =>
    setWordings(state, ({ id, status }) => {
      if (id === data.id) return { status: 'published', publishedAt: occurredAt };
      return status === 'published' || status === 'frozen' ? { status: 'void' } : {};
    }),
  'wording.frozen': (state, { data }) =>
    setWordings(state, ({ id }) => (id === data.id ? { status: 'frozen' } : {})),
  'announcement.drafted': drafted,
  'announcement.published': published,
  'announcement.withdrawn': (state, { data }) =>
    withoutPromises(setAnnouncementStatus(state, data.id, 'withdrawn'), data.id),
  'announcement.superseded': (state, { data }) =>
    withoutPromises(setAnnouncementStatus(state, data.id, 'superseded'), data.id),
};
