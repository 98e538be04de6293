import { describe, expect, it } from 'vitest';
import { keepsTextText } from '../../contract/injection-rules.ts';
import { peopleInFeishu } from '../../support/feishu/cast.ts';
import { closeClean } from '../../support/feishu/close-clean.ts';
import { createFeishuTestApp } from '../../support/feishu/feishu-app.ts';
import { everyoneInFeishu } from '../../support/feishu/feishu-policy.ts';
import { INJECTIONS } from '../../support/feishu/injections.ts';
import { liveInCall, liveInFeishu } from '../../support/feishu/live-things.ts';
import { cardWith } from '../../support/feishu/samples.ts';

/** The fault suite tries them all. */
const TEXTS =
  process.env['INJECTIONS'] === 'all' ? INJECTIONS : INJECTIONS.filter((_, n) => n % 6 === 0);
const PEOPLE = new Set(peopleInFeishu(everyoneInFeishu).map(({ openId }) => openId));

/** Half a letter is none, and Feishu's own mention of everybody is read as the word; behind a backslash it is text. */
const asRead = (text: string): string =>
  text.toWellFormed().replaceAll(/<at (?:user_)?id=all><\/at>/gu, '@all');

keepsTextText({
  texts: TEXTS,
  asRead,
  open: async () => {
    const app = await createFeishuTestApp({ transport: 'webhook', fake: { limits: 'off' } });
    const { feishu } = app;
    // What people type stands in the room as they typed it; it is the cards that must say it.
    const said = (place: string) =>
      app.messages(place).flatMap(({ author, text }) => (author === feishu.appId ? [text] : []));
    return {
      app,
      say: app.say,
      look: (key) => {
        const { id, description, announcement } = feishu.chat(app.room(key).id);
        const documents = feishu.documents().map(({ text }) => text);
        return {
          room: said(id),
          topic: [description],
          purpose: [description],
          canvas: [announcement, ...documents],
          file: documents,
          command: said('command'),
          feed: said('feed'),
          agents: said('agents'),
        };
      },
      afterwards: () => app.settle(),
      live: () => liveInFeishu(feishu, PEOPLE),
      close: () => closeClean(app),
    };
  },
});

const message = (card: unknown) => ({
  path: '/open-apis/im/v1/messages',
  body: { content: JSON.stringify(card) },
});
const markdown = (content: string) => message(cardWith([{ tag: 'markdown', content }]));

describe('what looks for live things', () => {
  it.each([
    markdown('<at id=all></at>'),
    markdown('<at id=ou_nobody></at>'),
    markdown('[x](https://evil.example)'),
    markdown('# x'),
    {
      path: '/open-apis/docx/v1/documents/doxcn1/blocks/doxcn1/children',
      body: { children: [{ text: { elements: [{ mention_user: { user_id: 'ou_lin' } }] } }] },
    },
    {
      path: '/open-apis/docx/v1/documents/doxcn1/blocks/doxcn1/children',
      body: { children: [{ link: { url: 'https%3A%2F%2Fevil.example' } }] },
    },
    {
      path: '/open-apis/docx/v1/documents/blocks/convert',
      body: { content: '[x](https://evil.example)' },
    },
    {
      path: '/open-apis/im/v1/chats/oc_1/chat_tabs',
      body: { chat_tabs: [{ tab_content: { url: 'https://evil.example' } }] },
    },
  ])('finds what is planted: %j', (planted) => {
    expect(liveInCall(planted, PEOPLE).length).toBeGreaterThan(0);
  });
});
