import { copy, plainCard, text } from '#cards/build.ts';
import type { Card } from '#cards/card.ts';
import type { View } from '#cards/view.ts';
import type { Localised } from '#domain/locale.ts';

const AGAIN: Localised = { 'zh-CN': '再次发送', en: 'Send again' };

const TITLE: Localised = {
  'zh-CN': '没有记录：刚好有人也在操作',
  en: 'Not recorded: others acted at the same moment',
};
const SAID: Localised = {
  'zh-CN': '多人同时在修改这个事件，你的操作没有生效。请再发送一次。',
  en: 'Several people changed this incident at once, and yours was not taken. Please send it again.',
};

/** Others changed the incident every time we tried. */
export const busyCard = (view: View, line: string): Card =>
  plainCard(
    {
      title: TITLE[view.locale],
      tone: 'warning',
      elements: [
        text([SAID[view.locale]]),
        line.trim() === '' ? [] : copy(AGAIN[view.locale], line),
      ],
    },
    view,
  );
