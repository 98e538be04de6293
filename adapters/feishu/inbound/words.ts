import type { Localised } from '#domain/locale.ts';

/** What the adapter itself says to a person; Feishu shows it in the language of their client. */
export const INBOUND_WORDS = {
  formSent: {
    'zh-CN': '表单已单独发给你，请填写后提交。',
    en: 'The form was sent to you alone. Please fill it in and submit it.',
  },
  stillWorking: {
    'zh-CN': '还在处理，结果稍后单独发给你。',
    en: 'This is still being processed. The result will be sent to you alone.',
  },
  failed: {
    'zh-CN': '这次没有处理成功，请再试一次。',
    en: 'This did not work. Please try again.',
  },
} as const satisfies Readonly<Record<string, Localised>>;
