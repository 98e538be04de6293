import { markOf } from '#adapters/feishu/own-messages.ts';
import { withoutTimes } from '../crash-dump.ts';
import type { World } from '../outside/crash-run.ts';
import type { FakeFeishu, FeishuChat, FeishuMessage } from './fake-feishu.ts';

/** What people see in Feishu, one text each; ids and times, which may differ between runs, are left out. */
const nameOf = ({ kind, name, members }: FeishuChat): string =>
  kind === 'p2p' ? `dm ${members.join(' ')}` : name;

/** Of messages, groups, documents and whatever else the fake counts; of events; and of gestures by their number. */
const ID = /(?:[a-z]+_|[a-z]-)?x100b[0-9a-f]{27}|[0-9a-f]{32}/gu;

/** Ids of Feishu made readable, so that two runs can be compared. */
export const withoutIds =
  (feishu: FakeFeishu) =>
  (line: string): string =>
    feishu
      .chats()
      .filter(({ id }) => id.includes('x100b'))
      .reduce((text, chat) => text.replaceAll(chat.id, nameOf(chat)), line)
      .replaceAll(feishu.appId, '烽火')
      .replace(ID, '#');

const chatLines = (chat: FeishuChat): readonly string[] => {
  const { description, kind, dissolved, members, tabs, announcement } = chat;
  const name = nameOf(chat);
  return [
    `room ${JSON.stringify({ name, kind, description, dissolved })}`,
    ...members.map((member) => `member ${name} ${member}`),
    ...tabs.map((tab) => `tab ${name} ${tab.name} ${tab.url}`),
    ...(announcement === '' ? [] : [`announcement ${name} ${announcement}`]),
  ];
};

const messageLine = (
  chat: FeishuChat,
  { sender, shown, title, topNotice, pinned, recalled, onlyFor, reactions, urgent }: FeishuMessage,
  parent: string | undefined,
): string =>
  JSON.stringify({
    room: nameOf(chat),
    sender,
    title,
    shown,
    topNotice,
    pinned,
    recalled,
    onlyFor,
    reactions,
    // Where an answer was lost the second call is a buzz, whatever the first one was.
    called: [...new Set([...urgent.app, ...urgent.sms, ...urgent.phone])].toSorted(),
    parent,
  });

/** Marks of everything that was sent in answer to what somebody did. */
const answerMarks = ({ deliveries }: FakeFeishu): readonly string[] =>
  deliveries.flatMap(({ body }) => {
    const { header, event } = JSON.parse(body) as {
      readonly header: { readonly event_id: string };
      readonly event: { readonly message?: { readonly message_id: string } };
    };
    const names = [header.event_id, `message:${event.message?.message_id}`];
    return names.map((name) => markOf({ key: `answer ${name}`, uncertain: false, since: 0 }));
  });

/** What stays; answers are seen in passing, and where nobody knows whether one was seen it is given directly, too. */
const lasting = (feishu: FakeFeishu, chat: FeishuChat): readonly FeishuMessage[] => {
  const marks = chat.kind === 'p2p' ? answerMarks(feishu) : [];
  const isAnswer = ({ card }: FeishuMessage): boolean => {
    const text = JSON.stringify(card ?? {});
    return marks.some((mark) => text.includes(mark));
  };
  return feishu
    .messages(chat.id)
    .filter((message) => message.onlyFor === undefined && !isAnswer(message));
};

const messageLines = (feishu: FakeFeishu, chat: FeishuChat): readonly string[] => {
  const all = feishu.messages(chat.id);
  const shownIn = new Map(all.map(({ id, shown }) => [id, shown]));
  return lasting(feishu, chat).map((message) =>
    messageLine(chat, message, message.parent && shownIn.get(message.parent)),
  );
};

/** A conversation in which nothing but an answer was said is none that anybody had to open. */
const chatsIn = (feishu: FakeFeishu): readonly FeishuChat[] =>
  feishu.chats().filter((chat) => chat.kind === 'group' || lasting(feishu, chat).length > 0);

/** Where the answer to an SMS was lost people are called by a buzz, and the record says so. */
const howeverCalled = (line: string): string =>
  line
    .replace(/用(?:应用内|短信|电话)加急催办/u, '催办')
    .replace(/无法确认(?:短信|电话)加急是否已发出，改用应用内加急。/u, '');

const visibleIn = (feishu: FakeFeishu): readonly string[] => [
  ...chatsIn(feishu).flatMap((chat) => [...chatLines(chat), ...messageLines(feishu, chat)]),
  ...feishu.documents().map(
    // Which of two things that happened at once was recorded first differs after a crash.
    ({ title, text, permissions }) =>
      `document ${JSON.stringify({ title, lines: text.split('\n').map(howeverCalled).toSorted(), permissions })}`,
  ),
  ...feishu
    .tasks()
    .map(
      ({ summary, members, completed }) =>
        `task ${JSON.stringify({ summary, members, completed })}`,
    ),
];

/** Feishu as it looks in the end. */
export const worldOf = (feishu: FakeFeishu): World => {
  const plain = withoutIds(feishu);
  return {
    visible: () => visibleIn(feishu).map(plain),
    order: () =>
      Object.fromEntries(
        chatsIn(feishu).map((chat) => [
          nameOf(chat),
          lasting(feishu, chat).map(({ shown }) => withoutTimes(plain(shown))),
        ]),
      ),
    plain,
    violations: feishu.violations,
  };
};
