import type { Locale } from '#domain/locale.ts';

/** What the adapter itself says to a person, where Slack's rules stand in the way. */
interface InboundWords {
  readonly formTitle: string;
  readonly openForm: string;
  /** A mention can't open a form; a pressed button can. */
  readonly pressToFill: string;
  readonly notOpenedTitle: string;
  readonly notOpened: string;
  readonly howToType: string;
}

const ZH: InboundWords = {
  formTitle: '请填写表单',
  openForm: '打开表单',
  pressToFill: '这条命令还需要几项内容，请点下面的按钮填写。',
  notOpenedTitle: '表单没有打开',
  notOpened: 'Slack 没有及时打开表单，什么都没有改动。请再试一次，或者把内容直接写在命令里。',
  howToType: '查看写法：',
};

const EN: InboundWords = {
  formTitle: 'Please fill in the form',
  openForm: 'Open form',
  pressToFill: 'This command needs a few more details. Press the button to fill them in.',
  notOpenedTitle: 'The form did not open',
  notOpened:
    'Slack did not open the form in time, and nothing was changed. Please try again, or write the details into the command.',
  howToType: 'See how it is written:',
};

const WORDS: Readonly<Record<Locale, InboundWords>> = { 'zh-CN': ZH, en: EN };

export const inboundWords = (locale: Locale): InboundWords => WORDS[locale];
