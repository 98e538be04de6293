import type { Card, CardElement } from '#cards/card.ts';
import type { Locale } from '#domain/locale.ts';

/** One Chinese character says about as much as five Latin letters of a name or a command. */
const HAN_WEIGHT = 5;

const HAN = /\p{Script=Han}/u;

/** `INC-20261201-01` is written alike in both. */
const KEY = /INC-\d{8}-\d+/gu;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** The language a text of ours is written in; names and commands in it may be of the other one. */
export const languageOf = (text: string): Locale => {
  const han = count(text, /[\p{Script=Han}：，。、；]/gu) * HAN_WEIGHT;
  return han > count(text, /\p{Script=Latin}/gu) ? 'zh-CN' : 'en';
};

const labelsOf = (element: CardElement): readonly string[] => {
  switch (element.kind) {
    case 'facts':
      return element.items.map(({ label }) => label);
    case 'actions':
      return element.buttons.flatMap(({ label, confirm = '' }) => [label, confirm]);
    case 'table':
      return element.columns;
    case 'heading':
      return [element.text];
    case 'progress':
    case 'copy':
      return [element.label];
    case 'text':
    case 'list':
    case 'note':
    case 'divider':
    case 'image':
    case 'chart':
      return [];
  }
};

/**
 * The language of a card, which does not say it: that of its title and labels, which are our own words. What
 * people wrote may be Chinese in a room whose language is English.
 */
export const languageOfCard = ({ title, elements }: Card): Locale => {
  const own = title.replace(KEY, '');
  // A title of ours in Chinese has Chinese in it.
  if (/\p{Script=Latin}/u.test(own) && !HAN.test(own)) return 'en';
  return languageOf([own, ...elements.flatMap(labelsOf)].join(' '));
};
