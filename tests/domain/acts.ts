import type { IntentOf } from '#domain/incident/command.ts';
import type { Notice, NoticeOf } from '#domain/incident/notice.ts';
import type { PersonRef } from '#domain/person.ts';
import type { PlaceSpec } from '#domain/effects.ts';
import type { Policy } from '#domain/policy.ts';
import { clockOf, Desk, local, opening } from '../support/desk.ts';
import { shippedPolicy } from '../support/policy.ts';

/** The day of E1; a test that does not care lives on it too. */
export const DAY = '2026-12-01';

/** Somebody of the sample organisation. */
export const person = (id: string): PersonRef => {
  const found = shippedPolicy.organisation.people.find((each) => each.id === id);
  if (found === undefined) throw new Error(`nobody is called ${id}`);
  return { id: found.id, name: found.name };
};

/** A system failure, opened by the duty operator and not yet graded. */
export const outageAt = (
  clock: string,
  more: Partial<IntentOf<'open'>> = {},
  policy: Policy = shippedPolicy,
): Desk =>
  new Desk(DAY, clock, policy).by('wang', opening('system-failure', '呼叫系统无响应', more));

/** The same, graded one minute later by the commander-to-be. */
export const gradedOutage = (
  severity: 'sev1' | 'sev2' | 'sev3',
  clock = '10:00',
  policy: Policy = shippedPolicy,
): Desk => {
  const desk = outageAt(clock, {}, policy);
  return desk
    .at(clockOf(desk.now + 60_000))
    .by('lin', { type: 'grade', severity, reason: '按影响' });
};

export const done = (task: string, note?: string): IntentOf<'taskDone'> => ({
  type: 'taskDone',
  task,
  ...(note === undefined ? {} : { note }),
});
export const assign = (role: string, ...people: readonly string[]): IntentOf<'assign'> => ({
  type: 'assign',
  role,
  people: people.map(person),
  lead: false,
});
export const update = (
  text: string,
  more: Partial<IntentOf<'update'>> = {},
): IntentOf<'update'> => ({
  type: 'update',
  text,
  ...more,
});
export const facts = (given: Readonly<Record<string, string>>): IntentOf<'facts'> => ({
  type: 'facts',
  facts: given,
  scope: {},
  flags: [],
});
export const connectRate = (value: number, at?: number): IntentOf<'metric'> => ({
  type: 'metric',
  values: { connectRate: value },
  ...(at === undefined ? {} : { at }),
});

export const INITIAL = {
  impact: '热线接入困难',
  cause: '交换节点故障',
  eta: '11:15',
  workaround: '微信公众号',
  nextUpdate: '11:00',
} as const;
export const STATEMENT = {
  impact: '热线',
  cause: '交换节点故障',
  actions: '切换备用线路',
  eta: '11:15',
  contact: '官网',
} as const;

/** A draft; `promises` are clock times of `day`. */
export const draft = (
  template: string,
  vars: Readonly<Record<string, string>>,
  promises: Readonly<Record<string, string>> = {},
  more: Partial<IntentOf<'announceDraft'>> & { readonly day?: string } = {},
): IntentOf<'announceDraft'> => {
  const { day = DAY, ...rest } = more;
  return {
    type: 'announceDraft',
    template,
    vars,
    promises: instants(promises, day),
    hold: false,
    ...rest,
  };
};
const instants = (clocks: Readonly<Record<string, string>>, day: string) =>
  Object.fromEntries(Object.entries(clocks).map(([name, clock]) => [name, local(day, clock)]));

export const revise = (
  id: string,
  vars: Readonly<Record<string, string>>,
  promises: Readonly<Record<string, string>> = {},
  day = DAY,
): IntentOf<'announceRevise'> => ({
  type: 'announceRevise',
  id,
  vars,
  promises: instants(promises, day),
  hold: false,
});
export const sent = (id: string, channel: string): IntentOf<'announceSent'> => ({
  type: 'announceSent',
  id,
  channel,
});

const vote = (approval: string, choice: 'approve' | 'reject', cast: boolean): IntentOf<'vote'> => ({
  type: 'vote',
  approval,
  choice,
  cast,
});
export const yes = (approval: string): IntentOf<'vote'> => vote(approval, 'approve', true);
export const no = (approval: string): IntentOf<'vote'> => vote(approval, 'reject', true);
export const takesBackYes = (approval: string): IntentOf<'vote'> =>
  vote(approval, 'approve', false);
export const takesBackNo = (approval: string): IntentOf<'vote'> => vote(approval, 'reject', false);

export interface Post<C extends Notice['card']> {
  readonly clock: string;
  readonly place: PlaceSpec;
  readonly notice: NoticeOf<C>;
  readonly mention: readonly string[];
}

/** Every message of one kind, in order. */
export const posts = <C extends Notice['card']>(desk: Desk, card: C): readonly Post<C>[] =>
  desk.told.flatMap(({ at, intent }) =>
    isCard(intent.notice, card)
      ? [
          {
            clock: clockOf(at),
            place: intent.place,
            notice: intent.notice,
            mention: intent.mention ?? [],
          },
        ]
      : [],
  );
const isCard = <C extends Notice['card']>(notice: Notice, card: C): notice is NoticeOf<C> =>
  notice.card === card;

/** Where: `room`, `command`, `feed`, or whom: `dm zheng`, `whisper li`. */
export const where = (place: PlaceSpec): string => {
  switch (place.kind) {
    case 'room':
      return 'room';
    case 'standing':
      return place.channel;
    case 'person':
      return `dm ${place.person}`;
    case 'whisper':
      return `whisper ${place.person}`;
  }
};

/** "09:30:30 room announce": when, where and of what breaches and second steps were told. */
export const alarms = (desk: Desk, card: 'breach' | 'escalation'): readonly string[] =>
  posts<'breach' | 'escalation'>(desk, card).map(({ clock, place, notice }) => {
    const what = notice.overdue.map(({ deadline }) => deadline.id.replace(/^task:/, ''));
    return `${clock} ${where(place)} ${what.join('+')}`;
  });

/** Tasks still open, with their clock times. */
export const openItems = (desk: Desk): Readonly<Record<string, string>> =>
  Object.fromEntries(
    desk.incident.tasks
      .filter(({ status }) => status === 'open')
      .map(({ id, dueAt }) => [id, clockOf(dueAt).replace(/:00$/, '')]),
  );

export const statusOf = (desk: Desk, announcement: string): string | undefined =>
  desk.incident.announcements.find(({ id }) => id === announcement)?.status;
export const channelsOf = (desk: Desk, announcement: string): readonly string[] =>
  desk.incident.announcements
    .find(({ id }) => id === announcement)
    ?.published.map(({ channel }) => channel) ?? [];
export const approvalOf = (desk: Desk, id: string) => {
  const approval = desk.incident.approvals[id];
  if (approval === undefined) throw new Error(`no approval ${id}`);
  return approval;
};
/** The clock of the next progress update. */
export const nextUpdate = ({ incident }: Desk): string => {
  const { cadence, updates } = incident;
  if (cadence === undefined) throw new Error('no update clock');
  return clockOf(Math.max(cadence.since, updates.lastAt ?? 0) + cadence.everyMs).slice(0, 5);
};
