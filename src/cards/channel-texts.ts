import type { IncidentState } from '#domain/incident/state.ts';
import type { Locale, Localised } from '#domain/locale.ts';
import type { CardElement } from './card.ts';
import { copy } from './build.ts';
import { smsParts } from './sms-parts.ts';
import { channelName, words, type View } from './view.ts';

/** The language customers get, and the reader's own where that is another. */
export const languagesOf = (state: IncidentState, view: View): readonly Locale[] => [
  ...new Set([state.locale, view.locale]),
];

const label = (channel: string, locale: Locale, content: string, view: View): string => {
  const { announcement } = words(view);
  const name = channelName(channel, view);
  const language = announcement.languages[locale];
  const length = content.length;
  return channel === 'sms'
    ? announcement.smsChannel(name, language, length, smsParts(content))
    : announcement.channel(name, language, length);
};

const ORDER = ['website', 'app', 'sms', 'ivr', 'wechat'];
const place = (channel: string): number => {
  const at = ORDER.indexOf(channel);
  return at === -1 ? ORDER.length : at;
};

/** Channels in the order people publish them; the record keeps its keys by the alphabet. */
export const inChannelOrder = (channels: readonly string[]): readonly string[] =>
  channels.toSorted((a, b) => place(a) - place(b));

/** One copy-ready text a channel and language, with its length (S0-51, domain 7.27). */
export const channelCopies = (
  state: IncidentState,
  texts: Readonly<Record<string, Localised>>,
  view: View,
): readonly CardElement[] =>
  inChannelOrder(Object.keys(texts)).flatMap((channel) =>
    languagesOf(state, view).flatMap((locale) => {
      const content = texts[channel]?.[locale] ?? '';
      return copy(label(channel, locale, content, view), content);
    }),
  );
