import type { Card, Tone } from '#cards/card.ts';
import { cutText } from '#cards/cut.ts';
import type { Localised } from '#domain/locale.ts';
import type { CardJson } from '../cards/message.ts';

interface Toast {
  readonly type: 'info' | 'success' | 'error' | 'warning';
  readonly content: string;
  readonly i18n?: { readonly zh_cn: string; readonly en_us: string };
}

/** What a card callback is answered within three seconds; never anything but an object. */
export interface Reply {
  readonly toast?: Toast;
  /** Takes the place of the card that was pressed, for all who see it. */
  readonly card?: { readonly type: 'raw'; readonly data: CardJson };
}

export const NOTHING: Reply = {};

/** A toast is read in passing. */
const TOAST_LENGTH = 200;

const TYPES: Readonly<Record<Tone, Toast['type']>> = {
  neutral: 'info',
  info: 'info',
  muted: 'info',
  good: 'success',
  warning: 'warning',
  danger: 'error',
};

/** The card in a few words, for what can't be shown to one person alone on a card that all see. */
export const toastOf = ({ title, tone }: Pick<Card, 'title' | 'tone'>): Toast => ({
  type: TYPES[tone],
  content: cutText(title, TOAST_LENGTH),
});

/** Everything that is wrong in a form. */
export const errorToast = (errors: Readonly<Record<string, string>>): Toast => ({
  type: 'error',
  content: cutText(Object.values(errors).join(' '), TOAST_LENGTH),
});

/** Words of the adapter's own, in the language of the client. */
export const ownToast = (type: Toast['type'], words: Localised): Toast => ({
  type,
  content: words['zh-CN'],
  i18n: { zh_cn: words['zh-CN'], en_us: words.en },
});

export const rawCard = (data: CardJson): NonNullable<Reply['card']> => ({ type: 'raw', data });
