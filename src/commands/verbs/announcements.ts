import type { IncidentIntent } from '#domain/incident/command.ts';
import {
  argument,
  choice,
  REASON_LIMIT,
  reasonArgument,
  TEXT_LIMIT,
  TITLE_LIMIT,
} from '../argument.ts';
import { command, words, type Built, type Verb, type Who } from '../command.ts';
import { present } from '../given.ts';
import { promisesOf } from '../promises.ts';

const incident = (intent: IncidentIntent): Built => ({ kind: 'incident', intent });

const WRITERS: Who = ['communications', 'brandPr'];
const ANNOUNCERS: Who = ['communications', 'brandPr', 'incidentCommander'];

const wording: Verb = {
  id: 'wording',
  words: words('口径', 'wording'),
  group: 'outside',
  bare: 'show',
  assumed: 'set',
  commands: [
    command({
      id: 'wording set',
      sub: ['设置', 'set'],
      who: WRITERS,
      incident: 'needed',
      summary: ['设置统一口径', 'Set the unified wording'],
      example: [
        '口径 设置 预计=11:15 临时方案=微信公众号',
        'wording set eta=11:15 workaround="WeChat account"',
      ],
      args: [
        argument('text', 'rest', '口径', 'Wording', {
          positional: true,
          keys: ['内容', '话术'],
          maxLength: TEXT_LIMIT,
        }),
        argument('vars', 'vars', '变量', 'Variables', {
          from: 'variables',
          maxLength: REASON_LIMIT,
          placeholder: ['eta=11:15', 'eta=11:15'],
        }),
      ],
      build: (given) =>
        incident({
          type: 'wordingSet',
          vars: given.vars('vars'),
          ...present('text', given.text('text')),
        }),
    }),
    command({
      id: 'wording show',
      sub: ['查看', 'show'],
      who: 'anyone',
      incident: 'needed',
      summary: ['查看当前口径', 'Show the wording in force'],
      example: ['口径 查看', 'wording show'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'wordingShow' } }),
    }),
    command({
      id: 'wording check',
      sub: ['检查', 'check'],
      who: 'anyone',
      incident: 'maybe',
      summary: ['检查一段话是否合规', 'Check a text for forbidden phrases'],
      example: ['口径 检查 这不是我们的责任', 'wording check "that is not our fault"'],
      args: [
        argument('text', 'rest', '要检查的话', 'Text to check', {
          positional: true,
          required: true,
          keys: ['内容'],
          maxLength: TEXT_LIMIT,
        }),
      ],
      build: (given) => ({
        kind: 'query',
        query: { type: 'wordingCheck', text: given.text('text') ?? '' },
      }),
    }),
    command({
      id: 'wording freeze',
      sub: ['冻结', 'freeze'],
      who: WRITERS,
      incident: 'needed',
      summary: ['冻结当前口径', 'Freeze the wording in force'],
      example: ['口径 冻结', 'wording freeze'],
      args: [],
      build: () => incident({ type: 'wordingFreeze' }),
    }),
  ],
};

const announcementArgument = argument('id', 'id', '公告编号', 'Announcement', {
  positional: true,
  required: true,
  keys: ['公告', '编号'],
  from: 'announcements',
  maxLength: 40,
  placeholder: ['A1', 'A1'],
});

const varsArgument = argument('vars', 'vars', '变量', 'Variables', {
  from: 'variables',
  maxLength: REASON_LIMIT,
  placeholder: ['eta=11:15', 'eta=11:15'],
});

const holdArgument = argument('hold', 'flag', '先不送审', 'Keep as a draft', {
  keys: ['暂存', '不送审', '草稿'],
});

const announce: Verb = {
  id: 'announce',
  words: words('公告', 'announce announcement'),
  group: 'outside',
  bare: 'draft',
  commands: [
    command({
      id: 'announce draft',
      sub: ['起草', 'draft'],
      who: ANNOUNCERS,
      incident: 'needed',
      summary: ['起草对外公告', 'Draft an announcement'],
      example: [
        '公告 起草 initial 影响=热线接入困难 原因=交换节点故障 预计=11:15 临时方案=微信公众号 下次更新=11:00',
        'announce draft initial impact="hotline hard to reach" cause="switch fault" eta=11:15 workaround=WeChat nextUpdate=11:00',
      ],
      args: [
        argument('template', 'id', '模板', 'Template', {
          positional: true,
          required: true,
          keys: ['类型'],
          from: 'templates',
          maxLength: 80,
          placeholder: ['initial', 'initial'],
        }),
        varsArgument,
        holdArgument,
        argument('supersedes', 'id', '取代的公告', 'Supersedes', {
          keys: ['取代', '替代'],
          from: 'announcements',
          maxLength: 40,
          placeholder: ['A1', 'A1'],
        }),
      ],
      build: (given, context) => {
        const vars = given.vars('vars');
        const { promises, faults } = promisesOf(vars, 'vars', context);
        if (faults.length > 0) return { faults };
        return incident({
          type: 'announceDraft',
          template: given.text('template') ?? '',
          vars,
          promises,
          hold: given.flag('hold'),
          ...present('supersedes', given.text('supersedes')),
        });
      },
    }),
    command({
      id: 'announce revise',
      sub: ['修改 修订', 'revise'],
      who: ANNOUNCERS,
      incident: 'needed',
      summary: ['修改公告并重新送审', 'Revise an announcement and submit it again'],
      example: [
        '公告 修改 A1 原因=登录服务异常 预计=15:50',
        'announce revise A1 cause="login service fault" eta=15:50',
      ],
      args: [announcementArgument, varsArgument, holdArgument],
      build: (given, context) => {
        const vars = given.vars('vars');
        const { promises, faults } = promisesOf(vars, 'vars', context);
        if (faults.length > 0) return { faults };
        return incident({
          type: 'announceRevise',
          id: given.text('id') ?? '',
          vars,
          promises,
          hold: given.flag('hold'),
        });
      },
    }),
    command({
      id: 'announce sent',
      sub: ['已发 已发布', 'sent'],
      who: ANNOUNCERS,
      incident: 'needed',
      summary: ['登记已在某渠道发布', 'Record that a channel has published it'],
      example: ['公告 已发 A1 官网', 'announce sent A1 website'],
      args: [
        announcementArgument,
        argument('channel', 'id', '渠道', 'Channel', {
          positional: true,
          required: true,
          from: 'channels',
          maxLength: 40,
          placeholder: ['website', 'website'],
        }),
        argument('url', 'url', '链接', 'Link', { positional: true, keys: ['网址', 'link'] }),
      ],
      build: (given) =>
        incident({
          type: 'announceSent',
          id: given.text('id') ?? '',
          channel: given.text('channel') ?? '',
          ...present('url', given.text('url')),
        }),
    }),
    command({
      id: 'announce withdraw',
      sub: ['撤回', 'withdraw'],
      who: ANNOUNCERS,
      incident: 'needed',
      summary: ['撤回公告', 'Withdraw an announcement'],
      example: ['公告 撤回 A1 预计时间有误', 'announce withdraw A1 "wrong time given"'],
      args: [announcementArgument, reasonArgument({ required: true })],
      build: (given) =>
        incident({
          type: 'announceWithdraw',
          id: given.text('id') ?? '',
          ...present('reason', given.text('reason')),
        }),
    }),
    command({
      id: 'announce list',
      sub: ['列表', 'list'],
      who: 'participant',
      incident: 'needed',
      summary: ['查看全部公告', 'List the announcements'],
      example: ['公告 列表', 'announce list'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'announceList' } }),
    }),
  ],
};

const vote: Verb = {
  id: 'vote',
  words: words('表决', 'vote'),
  group: 'outside',
  commands: [
    command({
      id: 'vote',
      who: ['commandGroup', 'leadership'],
      incident: 'needed',
      summary: ['审批：通过或驳回', 'Approve or reject'],
      example: [
        '表决 A1.v2 驳回 预计时间没有技术确认',
        'vote A1.v2 reject "the time is not confirmed"',
      ],
      args: [
        argument('approval', 'id', '审批编号', 'Approval', {
          positional: true,
          required: true,
          keys: ['审批'],
          from: 'approvals',
          maxLength: TITLE_LIMIT,
          placeholder: ['A1.v1', 'A1.v1'],
        }),
        argument('choice', 'choice', '意见', 'Choice', {
          positional: true,
          required: true,
          choices: [
            choice('approve', '通过', 'Approve', '同意', '批准', '赞成', 'yes'),
            choice('reject', '驳回', 'Reject', '反对', '否决', '拒绝', 'no'),
          ],
        }),
        reasonArgument(),
      ],
      build: (given) =>
        incident({
          type: 'vote',
          approval: given.text('approval') ?? '',
          choice: given.text('choice') === 'reject' ? 'reject' : 'approve',
          cast: true,
          ...present('reason', given.text('reason')),
        }),
    }),
  ],
};

export const ANNOUNCEMENTS: readonly Verb[] = [wording, announce, vote];
