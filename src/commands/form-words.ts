import type { Locale } from '#domain/locale.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Argument } from './argument.ts';
import type { Fault } from './fault.ts';

/** Text of a form in one language. */
export interface FormWords {
  readonly submit: string;
  readonly openSubmit: string;
  readonly openTitle: string;
  readonly openIncidents: string;
  readonly join: (key: string) => string;
  readonly optional: string;
  readonly now: (value: string) => string;
  readonly required: string;
  readonly oneOf: (allowed: string) => string;
  readonly unreadable: string;
  readonly timeUnreadable: string;
  readonly timeInPast: string;
  readonly tooLong: (length: number, limit: number) => string;
  readonly nobody: (given: string, similar: string) => string;
  readonly ambiguous: (given: string, candidates: string) => string;
  readonly refused: string;
  readonly atLeastOne: string;
  readonly comma: string;
  readonly questions: {
    readonly what: string;
    readonly title: string;
    readonly titleExample: string;
    readonly where: string;
    readonly whereExample: string;
    readonly users: string;
    readonly usersExample: string;
    readonly level: string;
    readonly levelHint: string;
  };
  /** Scenario id → what someone sees who knows nothing of scenarios. */
  readonly seen: Readonly<Record<string, string>>;
  readonly hints: Partial<Readonly<Record<Argument['kind'], string>>>;
}

const ZH: FormWords = {
  submit: '提交',
  openSubmit: '开启事件',
  openTitle: '开启应急事件',
  openIncidents: '正在处理的事件，如果是同一件事，请直接加入：',
  join: (key) => `加入 ${key}`,
  optional: '可不填',
  now: (value) => `现为：${value}（不改可不填）`,
  required: '请填写这一项',
  oneOf: (allowed) => `请填写其中之一：${allowed}`,
  unreadable: '没有看懂，请换一种写法',
  timeUnreadable: '没有看懂这个时间，可以写 11:15、明天9:00 或 2026-12-15 09:00',
  timeInPast: '这个时间已经过去，请填写以后的时间',
  tooLong: (length, limit) => `共 ${length} 个字，最多 ${limit} 个字，请精简`,
  nobody: (given, similar) =>
    similar === '' ? `没有找到“${given}”` : `没有找到“${given}”，是不是：${similar}`,
  ambiguous: (given, candidates) => `有多位“${given}”，请指明是哪一位：${candidates}`,
  refused: '这一项不能这样填写',
  atLeastOne: '请至少填写一项',
  comma: '、',
  questions: {
    what: '1. 您看到了什么？',
    title: '2. 用一句话说明',
    titleExample: 'CRM 无法登录',
    where: '3. 影响哪些地区？',
    whereExample: '华东、华南；全国请填“全国”',
    users: '大约影响多少客户？',
    usersExample: '300，或“数百”',
    level: '级别（可选）',
    levelHint: '不确定就留空，会由值守同事定级',
  },
  seen: {
    'system-failure': '打不通、系统登录不了',
    'call-surge': '电话太多接不过来',
    'complaint-cluster': '很多人投诉同一件事',
    'public-opinion': '媒体或热搜提到我们',
    'product-quality': '产品伤人或有安全隐患',
    general: '其他',
  },
  hints: {
    instant: '如 11:15、明天9:00、2026-12-15',
    duration: '如 20m、1小时、半小时',
    regions: '多个地区用逗号分开；全国请填“全国”',
    users: '如 300、5,000、数百',
    url: '以 https:// 开头',
  },
};

const EN: FormWords = {
  submit: 'Send',
  openSubmit: 'Open the incident',
  openTitle: 'Open an incident',
  openIncidents: 'Already being handled. If this is the same matter, please join:',
  join: (key) => `Join ${key}`,
  optional: 'May be left empty',
  now: (value) => `Now: ${value} (leave empty to keep it)`,
  required: 'Please fill this in',
  oneOf: (allowed) => `Please give one of: ${allowed}`,
  unreadable: 'This could not be read, please write it another way',
  timeUnreadable:
    'This time could not be read. You may write 11:15, tomorrow 9:00 or 2026-12-15 09:00',
  timeInPast: 'This time is over, please give a later one',
  tooLong: (length, limit) => `${length} characters; at most ${limit} fit, please shorten it`,
  nobody: (given, similar) =>
    similar === ''
      ? `Nobody called “${given}” was found`
      : `Nobody called “${given}” was found. Do you mean ${similar}?`,
  ambiguous: (given, candidates) =>
    `There are several called “${given}”. Please say which: ${candidates}`,
  refused: 'This cannot be entered here',
  atLeastOne: 'Please fill in at least one field',
  comma: ', ',
  questions: {
    what: '1. What do you see?',
    title: '2. Say it in one sentence',
    titleExample: 'Nobody can log in to the CRM',
    where: '3. Which regions are affected?',
    whereExample: 'East, South; “nationwide” for the whole country',
    users: 'About how many customers?',
    usersExample: '300, or “hundreds”',
    level: 'Level (optional)',
    levelHint: 'Leave it empty if unsure: the duty operator will set it',
  },
  seen: {
    'system-failure': 'Calls do not get through, or a system does not let us in',
    'call-surge': 'More calls than we can answer',
    'complaint-cluster': 'Many people complain about the same thing',
    'public-opinion': 'The press or a trending topic names us',
    'product-quality': 'A product hurt somebody or is unsafe',
    general: 'Something else',
  },
  hints: {
    instant: 'For example 11:15, tomorrow 9:00, 2026-12-15',
    duration: 'For example 20m, 1h, 24h',
    regions: 'Separate regions with commas; “nationwide” for the whole country',
    users: 'For example 300, 5,000, hundreds',
    url: 'Begins with https://',
  },
};

const WORDS: Readonly<Record<Locale, FormWords>> = { 'zh-CN': ZH, en: EN };

export const formWords = (locale: Locale): FormWords => WORDS[locale];

const names = (people: readonly { readonly name: string }[], { comma }: FormWords): string =>
  people.map(({ name }) => name).join(comma);

const rejectedText = (rejection: Rejection, words: FormWords): string => {
  if (rejection.code === 'person-not-found')
    return words.nobody(rejection.given, names(rejection.similar, words));
  if (rejection.code === 'person-ambiguous')
    return words.ambiguous(rejection.given, names(rejection.candidates, words));
  return words.refused;
};

/** What is wrong with a field, for the person who filled it in. */
export const faultText = (fault: Fault, locale: Locale): string => {
  const words = formWords(locale);
  switch (fault.fault) {
    case 'invalid':
      return fault.allowed.length === 0
        ? words.unreadable
        : words.oneOf(fault.allowed.join(words.comma));
    case 'time-unreadable':
      return words.timeUnreadable;
    case 'time-in-past':
      return words.timeInPast;
    case 'too-long':
      return words.tooLong(fault.length, fault.limit);
    case 'rejected':
      return rejectedText(fault.rejection, words);
  }
};
