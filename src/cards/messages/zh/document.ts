/** The document that lives in the war room. */
export const documentZh = {
  title: (key: string, title: string) => `${key} ${title}`,
  footer: '本文档由烽火随事件自动更新，手工修改会被覆盖。',
  what: '发生了什么',
  when: '时间',
  where: '影响范围',
  who: '谁在处置',
  why: '原因（目前所知）',
  how: '处置情况',
  wording: '统一口径',
  announcements: '公告',
  deadlines: '接下来的时限',
  graded: '定级',
  whyLevel: (level: number) => `第 ${level} 层原因`,
  rootCause: '根因',
  done: (at: string, title: string, who: string) => `${at} 完成：${title}（${who}）`,
  none: '暂无',
};
