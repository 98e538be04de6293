import type { TroubleCode } from '../page.ts';

interface TroubleText {
  readonly title: string;
  readonly text: string;
}

const texts: Readonly<Record<TroubleCode, TroubleText>> = {
  'not-found': {
    title: '这里没有内容',
    text: '地址可能写错了，或者内容不对您开放。',
  },
  'wrong-method': { title: '这个地址不能这样使用', text: '请从页面上的链接或按钮进入。' },
  'sign-in': { title: '请先登录', text: '这部分内容只对组织内的人开放。' },
  refused: { title: '这件事需要其他人来做', text: '您可以查看，但没有权限修改。' },
  'link-invalid': {
    title: '这个链接已经不能用了',
    text: '链接可能已过期、已用过、已被撤销，或者没有复制完整。',
  },
  'sign-in-failed': {
    title: '登录没有成功',
    text: '可能是没有同意授权、等得太久，或者换了浏览器。请再试一次。',
  },
  'form-expired': {
    title: '页面放得太久了',
    text: '为了安全，请返回上一页刷新后再提交一次；您填写的内容还在。',
  },
  'bad-cursor': { title: '找不到列表的这个位置', text: '链接可能不完整，请从第一页重新看起。' },
  'bad-page': { title: '没有这一页', text: '时间线没有这么多页，或筛选条件写错了。' },
  'bad-filter': { title: '看不懂这个筛选条件', text: '请在列表页上重新选择。' },
  'search-too-long': { title: '搜索的内容太长', text: '最多 200 个字、12 个词，请用几个关键词。' },
  'too-large': { title: '提交的内容太大', text: '请缩短后再提交一次。' },
  busy: { title: '此刻太忙了', text: '没有任何内容被更改，请稍等片刻再试一次。' },
  unreadable: { title: '没有看懂提交的内容', text: '没有任何内容被更改，请返回检查后再提交。' },
  failed: { title: '出了点问题', text: '问题在我们这边，已经记录下来。请稍后再试。' },
};

export const troubleZh = {
  ...texts,
  backToList: '回到事件列表',
  backToAlerts: '回到预警列表',
  backToTickets: '回到工单列表',
  backToStatus: '查看公开状态',
};
