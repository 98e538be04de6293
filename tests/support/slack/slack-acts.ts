import { vi } from 'vitest';
import { cardIdOf } from '#app/delivery.ts';
import type { Storage } from '#ports/storage.ts';
import type { Acts, Told } from '../sights.ts';
import type { Acked, FakeSlack, SlackMessage } from './fake-slack.ts';
import { accountOf, channelOf, seenOf } from './slack-sights.ts';

interface Stage {
  readonly slack: FakeSlack;
  readonly storage: Storage;
  readonly settle: () => Promise<void>;
  readonly newestKey: () => Promise<string>;
}

const wordsOf = (message: SlackMessage | undefined): string => message?.shown ?? '';

/** What the person was told for what was just done: the newest private answer. */
const answered = (slack: FakeSlack, account: string, channel: string, before: number): string => {
  const answers = slack
    .messages(channel, account)
    .filter(({ answer, onlyFor, user }) => answer && (onlyFor === account || user !== account));
  return answers.length > before ? wordsOf(answers.at(-1)) : '';
};

const isAccepted = (acked: Acked, what: string): void => {
  if (acked.status !== 200) throw new Error(`${what}: answered ${acked.status}`);
};

/** What people do in Slack; each act resolves once everything it caused is delivered. */
export const slackActs = ({ slack, storage, settle, newestKey }: Stage): Acts => {
  const whereFor = async (person: string, where: string): Promise<string> => {
    if (where !== 'dm') return channelOf(slack, where);
    return slack.directChannel(accountOf(person));
  };
  const countOf = (account: string, channel: string): number =>
    slack.messages(channel, account).filter(({ answer }) => answer).length;
  return {
    say: async (person, where, line): Promise<Told> => {
      const account = accountOf(person);
      const channel = await whereFor(person, where);
      const before = countOf(account, channel);
      const text = line.replace(/^\/(?:incident\s+)?/u, '');
      isAccepted(await slack.slash(account, channel, text), text);
      await settle();
      return { text: answered(slack, account, channel, before) };
    },
    chat: async (person, where, text, thread) => {
      const channel = await whereFor(person, where);
      const options = thread === undefined ? {} : { thread };
      const { ts } = await slack.say(accountOf(person), channel, text, options);
      await settle();
      const said = slack.messages(channel).find((message) => message.ts === ts);
      if (said === undefined) throw new Error(`nothing was said: ${text}`);
      return seenOf(said);
    },
    react: async (person, approval, emoji, added = true) => {
      const key = await newestKey();
      const card = cardIdOf({ card: 'approval', approval }, key, { kind: 'room' });
      const [posted] = await storage.messagesOf(card);
      if (posted === undefined) throw new Error(`no card asks for ${approval} in ${key}`);
      await slack.react(accountOf(person), posted.room, posted.id, emoji, added);
      await settle();
    },
    press: async (person, where, button): Promise<Told> => {
      const account = accountOf(person);
      const channel = await whereFor(person, where);
      const before = countOf(account, channel);
      const shown = slack
        .messages(channel, account)
        .findLast(({ buttons }) =>
          buttons.some(({ label, value }) => label === button || value.includes(`"${button}"`)),
        );
      if (shown === undefined) throw new Error(`no button ${button} in ${where}`);
      isAccepted(await slack.press(account, { channel, ts: shown.ts }, button), button);
      await settle();
      return { text: answered(slack, account, channel, before) };
    },
    fill: async (person, where, values): Promise<Told> => {
      const account = accountOf(person);
      const channel = await whereFor(person, where);
      const before = countOf(account, channel);
      // Opened by a call of its own, after the acknowledgement of what was pressed.
      await vi.waitFor(() => {
        if (slack.modalOf(account) === undefined) throw new Error(`${person} has no form open`);
      });
      isAccepted(await slack.submit(account, values), 'the form');
      await settle();
      const open = slack.modalOf(account);
      if (open !== undefined) return { text: Object.values(open.errors).join('\n') };
      return { text: answered(slack, account, channel, before) };
    },
  };
};
