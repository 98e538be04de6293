import type { Announcement, AnnouncementVersion, IncidentState } from '#domain/incident/state.ts';
import type { Localised } from '#domain/locale.ts';
import { DAY, type DurationMs, type Instant } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { Clock } from '#ports/system.ts';

/** A text that customers were told; nothing of the incident behind it but that. */
export interface PublicNotice {
  /** Not the key of the incident: that is nobody's business outside. */
  readonly id: string;
  readonly kind: string;
  readonly text: Localised;
  readonly publishedAt: Instant;
  readonly updatedAt: Instant;
  /** A later text took its place, or what it is about is over. */
  readonly current: boolean;
}

/** How long a text is shown after it was published. */
const SHOWN_FOR: DurationMs = 90 * DAY;
const INCIDENTS = 300;
/** Anyone may ask, as often as they like. */
const REMEMBERED_FOR: DurationMs = 2_000;

/** The channel whose wording is for reading on a page, first. */
const CHANNELS = ['website', 'app', 'wechat', 'sms', 'ivr'];

const textOf = ({ texts }: AnnouncementVersion): Localised | undefined => {
  const channel = [...CHANNELS, ...Object.keys(texts)].find((name) => texts[name] !== undefined);
  return channel === undefined ? undefined : texts[channel];
};

/** The version that went out: a later one may wait for approval. */
const versionOut = ({ versions }: Announcement, at: Instant): AnnouncementVersion | undefined =>
  versions.findLast((version) => version.at <= at) ?? versions[0];

const noticeOf = (
  state: IncidentState,
  announcement: Announcement,
  number: number,
): readonly PublicNotice[] => {
  const { published, status, kind } = announcement;
  if (published.length === 0 || status === 'withdrawn') return [];
  const times = published.map(({ at }) => at);
  const updatedAt = Math.max(...times);
  const version = versionOut(announcement, updatedAt);
  const text = version && textOf(version);
  if (text === undefined) return [];
  const isOver = state.closedAt !== undefined || state.phase === 'cancelled';
  return [
    {
      id: `${state.openedAt.toString(36)}-${number}`,
      kind,
      text,
      publishedAt: Math.min(...times),
      updatedAt,
      current: status !== 'superseded' && !isOver,
    },
  ];
};

/** Every text of an incident that customers were told. */
export const publicNotices = (state: IncidentState): readonly PublicNotice[] =>
  state.announcements.flatMap((announcement, index) => noticeOf(state, announcement, index + 1));

/** Published announcements of the last 90 days, newest first. */
export type PublicStatus = () => Promise<readonly PublicNotice[]>;

/** The public side: asked of the store at most every two seconds. */
export const createPublicStatus = (deps: {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly loadIncident: (key: string) => Promise<IncidentState | undefined>;
}): PublicStatus => {
  const { storage, clock, loadIncident } = deps;
  const read = async (): Promise<readonly PublicNotice[]> => {
    const since = clock.now() - SHOWN_FOR;
    const rows = await storage.incidents({ from: since, limit: INCIDENTS });
    const states = await Promise.all(rows.map(({ key }) => loadIncident(key)));
    return states
      .flatMap((state) => (state === undefined ? [] : publicNotices(state)))
      .toSorted((one, other) => other.publishedAt - one.publishedAt);
  };
  let known: { readonly until: number; readonly notices: ReturnType<typeof read> } | undefined;
  return () => {
    if (known === undefined || known.until < performance.now()) {
      const notices = read();
      known = { until: performance.now() + REMEMBERED_FOR, notices };
      notices.catch(() => (known = undefined));
    }
    return known.notices;
  };
};
