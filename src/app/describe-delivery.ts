import { renderNotice } from '#cards/notice-card.ts';
import type { View } from '#cards/view.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Localised } from '#domain/locale.ts';
import type { Delivery, Job } from './delivery.ts';

const WORDS: Readonly<Record<Exclude<Job['do'], 'post' | 'refresh'>, Localised>> = {
  openRoom: { 'zh-CN': '建立作战室', en: 'opening the war room' },
  invite: { 'zh-CN': '邀请进作战室', en: 'inviting into the war room' },
  pin: { 'zh-CN': '置顶卡片', en: 'pinning a card' },
  rename: { 'zh-CN': '修改作战室名称', en: 'renaming the war room' },
  topic: { 'zh-CN': '修改作战室主题', en: 'setting the topic of the war room' },
  bookmark: { 'zh-CN': '添加书签', en: 'adding a bookmark' },
  archive: { 'zh-CN': '归档作战室', en: 'archiving the war room' },
  unarchive: { 'zh-CN': '恢复作战室', en: 'reopening the war room' },
  publish: { 'zh-CN': '发布公告', en: 'publishing the announcement' },
  callFallback: { 'zh-CN': '通知备份通道', en: 'calling the fallback' },
};

/** What a delivery was to bring, as people call it: the title of its card, or what was to be done. */
export const describeDelivery = (delivery: Delivery, state: IncidentState, view: View): string => {
  if (delivery.do === 'post') return renderNotice(delivery.notice, state, view).title;
  if (delivery.do === 'refresh') return renderNotice(delivery.card, state, view).title;
  return WORDS[delivery.do][view.locale];
};
