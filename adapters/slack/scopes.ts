import type { Localised } from '#domain/locale.ts';

/** One right of the bot token, and everything that needs it. */
export interface Scope {
  readonly name: string;
  /** What is lost without it. */
  readonly reason: Localised;
  /** Methods of the Web API that take this scope (docs.slack.dev, reference/methods). */
  readonly methods: readonly string[];
  /** Events that are only sent with it (docs.slack.dev, reference/events). */
  readonly events: readonly string[];
}

const scope = (
  name: string,
  zh: string,
  en: string,
  needs: { readonly methods?: readonly string[]; readonly events?: readonly string[] },
): Scope => ({
  name,
  reason: { 'zh-CN': zh, en },
  methods: needs.methods ?? [],
  events: needs.events ?? [],
});

/** They take `channels:manage` in a public channel and `groups:write` in a private one. */
const MANAGING = [
  'conversations.create',
  'conversations.invite',
  'conversations.setTopic',
  'conversations.setPurpose',
  'conversations.archive',
  'conversations.unarchive',
];
const READING = ['conversations.info', 'users.conversations'];
const HISTORY = ['conversations.history', 'conversations.replies'];
const MEMBERSHIP = ['member_joined_channel', 'member_left_channel'];

/** The bot's rights: the only list; manifest and doctor are made from it. */
export const BOT_SCOPES: readonly Scope[] = [
  scope('commands', '斜杠命令与消息快捷方式', 'the slash command and the message shortcut', {}),
  scope('app_mentions:read', '用 @ 提及机器人下指令', 'commands that mention the bot', {
    events: ['app_mention'],
  }),
  scope('chat:write', '发送与更新卡片', 'posting and updating cards', {
    methods: ['chat.postMessage', 'chat.update', 'chat.postEphemeral'],
  }),
  scope('channels:manage', '公开作战室', 'war rooms that are public', { methods: MANAGING }),
  scope('channels:read', '查看公开频道及其成员变动', 'public channels and who joins them', {
    methods: READING,
    events: [...MEMBERSHIP, 'channel_archive', 'channel_deleted', 'channel_left'],
  }),
  scope('channels:history', '公开频道中的回复与核对', 'replies and checks in public channels', {
    methods: HISTORY,
    events: ['message.channels'],
  }),
  scope('groups:write', '私密作战室', 'war rooms that are private', { methods: MANAGING }),
  scope('groups:read', '查看私密频道及其成员变动', 'private channels and who joins them', {
    methods: READING,
    events: [...MEMBERSHIP, 'group_archive', 'group_deleted', 'group_left'],
  }),
  scope('groups:history', '私密频道中的回复与核对', 'replies and checks in private channels', {
    methods: HISTORY,
    events: ['message.groups'],
  }),
  scope('im:write', '私信提醒', 'reminders by direct message', { methods: ['conversations.open'] }),
  scope('im:history', '私信中的指令', 'commands by direct message', {
    methods: HISTORY,
    events: ['message.im'],
  }),
  scope('reactions:read', '用表情表决', 'votes by reaction', {
    events: ['reaction_added', 'reaction_removed'],
  }),
  scope('pins:write', '置顶状态卡', 'the pinned status card', { methods: ['pins.add'] }),
  scope('bookmarks:read', '查看作战室书签', 'finding bookmarks that are there already', {
    methods: ['bookmarks.list'],
  }),
  scope('bookmarks:write', '作战室书签', 'bookmarks of the war room', {
    methods: ['bookmarks.add'],
  }),
  scope('canvases:write', '作战室画布', 'the canvas of the war room', {
    methods: ['conversations.canvases.create', 'canvases.edit'],
  }),
  scope('files:write', '导出时间线与复盘', 'timeline and postmortem as files', {
    methods: ['files.getUploadURLExternal', 'files.completeUploadExternal'],
  }),
  scope('users:read', '识别人员及其语言', 'who people are and which language they read', {
    methods: ['users.info'],
  }),
  scope('users:read.email', '按邮箱识别人员', 'knowing people by their e-mail', {
    methods: ['users.lookupByEmail'],
  }),
  scope('usergroups:read', '识别用户组', 'user groups named in commands', {
    methods: ['usergroups.list'],
  }),
];

/** Sent without any scope. */
const FREE_EVENTS = ['app_home_opened', 'app_uninstalled', 'tokens_revoked'];

/** Everything the app subscribes to. */
export const BOT_EVENTS: readonly string[] = [
  ...new Set([...BOT_SCOPES.flatMap(({ events }) => events), ...FREE_EVENTS]),
];
