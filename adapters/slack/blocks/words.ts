import type { Locale } from '#domain/locale.ts';

/** What Slack's own parts of a message or window say: they stand in no card. */
interface SlackWords {
  readonly cancel: string;
  readonly close: string;
  readonly yes: string;
  readonly colon: string;
  readonly threshold: (value: string) => string;
  /** `kept` characters of a prefilled text are in the field, the rest is shown below it. */
  readonly tooLong: (length: number, kept: number) => string;
  readonly fieldsLeftOut: (count: number) => string;
}

const ZH: SlackWords = {
  cancel: '取消',
  close: '关闭',
  yes: '是',
  colon: '：',
  threshold: (value) => `阈值：${value}`,
  tooLong: (length, kept) =>
    `原文共 ${length} 个字，这里放得下前 ${kept} 个，其余显示在下方，请精简后填写。`,
  fieldsLeftOut: (count) => `另有 ${count} 项放不下，请用命令填写。`,
};

const EN: SlackWords = {
  cancel: 'Cancel',
  close: 'Close',
  yes: 'Yes',
  colon: ': ',
  threshold: (value) => `Threshold: ${value}`,
  tooLong: (length, kept) =>
    `The text has ${length} characters; the first ${kept} fit here. The rest is shown below, please shorten it.`,
  fieldsLeftOut: (count) => `${count} more fields do not fit; please use a command for them.`,
};

const WORDS: Readonly<Record<Locale, SlackWords>> = { 'zh-CN': ZH, en: EN };

export const slackWords = (locale: Locale): SlackWords => WORDS[locale];
