import { withoutTimes } from '../crash-dump.ts';
import type { FakeSlack, SlackChannel } from './fake-slack.ts';

/** What people see in Slack, one text each; ids and times, which may differ between runs, are left out. */
const nameOf = (channel: SlackChannel): string =>
  channel.kind === 'im' ? `dm ${channel.members.join(' ')}` : channel.name;

const roomLines = (channel: SlackChannel): readonly string[] => {
  const { topic, purpose, archived, kind, bookmarks, files, canvas = '' } = channel;
  const name = nameOf(channel);
  return [
    `room ${JSON.stringify({ name, kind, topic, purpose, archived })}`,
    ...channel.members.map((member) => `member ${name} ${member}`),
    ...bookmarks.map(({ title, link }) => `bookmark ${name} ${title} ${link}`),
    ...files.map(({ name: file, content }) => `file ${name} ${file} ${content}`),
    ...(canvas === '' ? [] : [`canvas ${name} ${canvas}`]),
  ];
};

const messageLines = (slack: FakeSlack, channel: SlackChannel): readonly string[] => {
  // The bot leaves no reactions, so every account sees the same apart from what is for it alone.
  const everyone = slack.messages(channel.id);
  const textOf = new Map(everyone.map(({ ts, shown }) => [ts, shown]));
  return everyone
    .filter(({ answer }) => !answer)
    .map(({ user, shown, pinned, deleted, onlyFor, reactions, thread }) =>
      JSON.stringify({
        room: nameOf(channel),
        user,
        shown,
        pinned,
        deleted,
        onlyFor,
        reactions,
        thread: thread === undefined ? undefined : textOf.get(thread),
      }),
    );
};

export const visibleIn = (slack: FakeSlack): readonly string[] =>
  slack.channels().flatMap((channel) => [...roomLines(channel), ...messageLines(slack, channel)]);

/** What stands in each place, in the order in which it appeared. */
export const orderIn = (slack: FakeSlack): Readonly<Record<string, readonly unknown[]>> =>
  Object.fromEntries(
    slack.channels().map((channel) => [
      nameOf(channel),
      slack
        .messages(channel.id)
        .filter(({ onlyFor }) => onlyFor === undefined)
        .map(({ shown }) => withoutTimes(shown)),
    ]),
  );

/** Of events, and of gestures by the number of their trigger: how many there were before differs from run to run. */
const RECEIPT_ID = /Ev[0-9A-F]{10}|(?<=slash:)\d+/gu;

/** Ids of Slack made readable, so that two runs can be compared. */
export const withoutIds =
  (slack: FakeSlack) =>
  (line: string): string =>
    slack
      .channels()
      .reduce((text, channel) => text.replaceAll(channel.id, nameOf(channel)), line)
      .replace(RECEIPT_ID, '#');
