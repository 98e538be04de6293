import { cardIdOf } from '#app/delivery.ts';
import type { Storage } from '#ports/storage.ts';
import type { Acked } from '../slack/fake-slack.ts';
import type { Acts, Told } from '../sights.ts';
import type { Answering } from './answering.ts';
import { accountOf } from './cast.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import { chatOf, seenOf } from './feishu-sights.ts';

/** How a command is given in a group: by naming the bot, or by its name with a slash. */
export type Manner = 'mention' | 'slash';

interface Stage {
  readonly feishu: FakeFeishu;
  readonly storage: Storage;
  readonly answering: Answering;
  readonly manner: Manner;
  readonly settle: () => Promise<void>;
  readonly newestKey: () => Promise<string>;
}

/** Reactions as stories name them, in Feishu's words. */
const EMOJI: Readonly<Record<string, string>> = {
  white_check_mark: 'CheckMark',
  '+1::skin-tone-4': 'THUMBSUP',
  '+1': 'THUMBSUP',
  ok_hand: 'OK',
  x: 'CrossMark',
  '-1': 'ThumbsDown',
};

const isAccepted = (acked: Acked | undefined, what: string): void => {
  if (acked === undefined) throw new Error(`${what}: the app does not hear it`);
  if (acked.status !== 200) throw new Error(`${what}: answered ${acked.status}`);
};

const hasForm = (card: unknown): boolean => JSON.stringify(card ?? {}).includes('"tag":"form"');

/** What people do in Feishu; each act resolves once everything it caused is delivered. */
export const feishuActs = (stage: Stage): Acts => {
  const { feishu, storage, answering, manner, settle, newestKey } = stage;
  const whereFor = (person: string, where: string): string =>
    where === 'dm' ? feishu.directChat(accountOf(person)) : chatOf(feishu, where);
  return {
    say: async (person, where, line): Promise<Told> => {
      const account = accountOf(person);
      const chat = whereFor(person, where);
      const words = line.replace(/^\/(?:incident\s+)?/u, '');
      const isNamed = where !== 'dm' && manner === 'mention';
      const typed = isNamed || where === 'dm' ? words : `/应急 ${words}`;
      const text = await answering.told(account, async () => {
        const said = await feishu.say(account, chat, typed, { mention: isNamed });
        isAccepted(said.acked, words);
      });
      await settle();
      return { text };
    },
    chat: async (person, where, text, thread) => {
      const account = accountOf(person);
      const chat = whereFor(person, where);
      const options = thread === undefined ? {} : { parent: thread };
      let id = '';
      await answering.told(account, async () => {
        id = (await feishu.say(account, chat, text, options)).id;
      });
      await settle();
      const said = feishu.messages(chat).find((message) => message.id === id);
      if (said === undefined) throw new Error(`nothing was said: ${text}`);
      return seenOf(said);
    },
    react: async (person, approval, emoji, added = true) => {
      const key = await newestKey();
      const card = cardIdOf({ card: 'approval', approval }, key, { kind: 'room' });
      const posted = (await storage.messagesOf(card)).find(({ platform }) => platform === 'feishu');
      if (posted === undefined) throw new Error(`no card asks for ${approval} in ${key}`);
      const account = accountOf(person);
      await answering.told(account, () =>
        feishu.react(account, posted.id, EMOJI[emoji] ?? emoji, added),
      );
      await settle();
    },
    press: async (person, where, button): Promise<Told> => {
      const account = accountOf(person);
      const chat = whereFor(person, where);
      const shown = feishu
        .messages(chat, account)
        .findLast(({ buttons }) =>
          buttons.some(({ label, value }) => label === button || value['line'] === button),
        );
      if (shown === undefined) throw new Error(`no button ${button} in ${where}`);
      const text = await answering.told(account, async () => {
        isAccepted(await feishu.press(account, shown.id, button), button);
      });
      await settle();
      return { text };
    },
    fill: async (person, where, values): Promise<Told> => {
      const account = accountOf(person);
      const chat = whereFor(person, where);
      const form = feishu
        .messages(chat, account)
        .findLast(({ onlyFor, card }) => onlyFor === account && hasForm(card));
      if (form === undefined) throw new Error(`no form is open for ${person} in ${where}`);
      isAccepted(await feishu.submit(account, form.id, values), 'the form');
      await settle();
      // What came of it stands where the form stood.
      return { text: feishu.messages(chat, account).find(({ id }) => id === form.id)?.shown ?? '' };
    },
  };
};
