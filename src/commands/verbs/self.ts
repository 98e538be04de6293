import type { Locale } from '#domain/locale.ts';
import { argument, choice } from '../argument.ts';
import { command, words, type Verb } from '../command.ts';
import { present } from '../given.ts';
import { fold } from '../normalise.ts';

const localeOf = (word: string | undefined): Locale => (word === 'en' ? 'en' : 'zh-CN');

const bind: Verb = {
  id: 'bind',
  words: words('绑定', 'bind'),
  group: 'self',
  commands: [
    command({
      id: 'bind',
      who: 'anyone',
      incident: 'none',
      summary: ['绑定另一个平台的账号', 'Link an account of another messenger'],
      example: ['绑定 feishu ou_lin', 'bind slack U012AB3CD'],
      args: [
        argument('messenger', 'id', '平台', 'Messenger', {
          positional: true,
          required: true,
          from: 'messengers',
          maxLength: 40,
          placeholder: ['feishu', 'slack'],
        }),
        argument('account', 'text', '账号 ID', 'Account id', {
          positional: true,
          required: true,
          keys: ['账号', 'id'],
          maxLength: 200,
          placeholder: ['ou_xxxx', 'U012AB3CD'],
        }),
        argument('person', 'person', '人员', 'Person', { positional: true, keys: ['人', '给'] }),
      ],
      build: (given) => ({
        kind: 'organisation',
        intent: {
          type: 'bind',
          messenger: given.text('messenger') ?? '',
          account: given.text('account') ?? '',
          ...present('person', given.people('person')[0]),
        },
      }),
    }),
  ],
};

const whoami: Verb = {
  id: 'whoami',
  words: words('我是谁', 'whoami'),
  group: 'self',
  commands: [
    command({
      id: 'whoami',
      who: 'anyone',
      incident: 'none',
      summary: ['查看我的身份、角色与绑定', 'Show who I am here, my roles and links'],
      example: ['我是谁', 'whoami'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'whoami' } }),
    }),
  ],
};

const page: Verb = {
  id: 'page',
  words: words('页面 网页 登录', 'page web'),
  group: 'self',
  commands: [
    command({
      id: 'page',
      who: 'anyone',
      incident: 'maybe',
      summary: ['私下取得登录网页的链接', 'Get a private link that signs me in to the pages'],
      example: ['页面', 'page'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'page' } }),
    }),
  ],
};

const language: Verb = {
  id: 'language',
  words: words('语言', 'language lang'),
  group: 'self',
  commands: [
    command({
      id: 'language',
      who: 'anyone',
      incident: 'maybe',
      summary: ['切换我的语言，或作战室的语言', 'Change my language, or that of the room'],
      example: ['语言 英文', 'language zh --room'],
      args: [
        argument('language', 'choice', '语言', 'Language', {
          positional: true,
          required: true,
          choices: [
            choice('zh', '中文', 'Chinese', 'zh-CN', '简体中文', '汉语', 'cn'),
            choice('en', '英文', 'English', '英语', 'en-US', 'en-GB'),
          ],
        }),
        argument('room', 'flag', '整个作战室', 'The whole room', {
          keys: ['作战室', '全群', '群'],
        }),
      ],
      build: (given) => {
        const locale = localeOf(given.text('language'));
        return given.flag('room')
          ? { kind: 'incident', intent: { type: 'setRoomLocale', locale } }
          : { kind: 'organisation', intent: { type: 'setLocale', locale } };
      },
    }),
  ],
};

const help: Verb = {
  id: 'help',
  words: words('帮助', 'help ?'),
  group: 'self',
  commands: [
    command({
      id: 'help',
      who: 'anyone',
      incident: 'none',
      summary: ['查看帮助', 'Show help'],
      example: ['帮助 公告', 'help announce'],
      args: [
        argument('verb', 'rest', '命令', 'Command', {
          positional: true,
          from: 'verbs',
          maxLength: 200,
        }),
      ],
      build: (given) => {
        const verb = given.text('verb');
        return {
          kind: 'query',
          query: { type: 'help', ...present('verb', verb === undefined ? undefined : fold(verb)) },
        };
      },
    }),
  ],
};

const retry: Verb = {
  id: 'retry',
  words: words('重试', 'retry'),
  group: 'self',
  commands: [
    command({
      id: 'retry',
      who: ['dutyOps', 'commandGroup'],
      incident: 'none',
      summary: ['重发没有送达的消息', 'Send again what was not delivered'],
      example: [
        '重试 "INC-20261201-01|slack|duty|v3.1"',
        'retry "INC-20261201-01|slack|duty|v3.1"',
      ],
      args: [
        argument('delivery', 'text', '消息', 'Delivery', {
          positional: true,
          required: true,
          maxLength: 500,
        }),
      ],
      build: (given) => ({
        kind: 'query',
        query: { type: 'retryDelivery', delivery: given.text('delivery') ?? '' },
      }),
    }),
  ],
};

export const SELF: readonly Verb[] = [help, whoami, page, bind, language, retry];
