import type { Localised } from '#domain/locale.ts';

/** One permission of the app, and everything that needs it. */
export interface Scope {
  readonly name: string;
  /** What is lost without it. */
  readonly reason: Localised;
  /** Requests that it allows (open.feishu.cn, server-docs). */
  readonly apis: readonly string[];
  /** Events that are only sent with it. */
  readonly events: readonly string[];
  /** What it adds to requests and events that others allow. */
  readonly adds: readonly string[];
  /** Wider permissions that do as well. */
  readonly or: readonly string[];
  /** Sensitive or paid for: a tenant may refuse it, and something else takes its place. */
  readonly optional: boolean;
}

type Needs = Partial<Omit<Scope, 'name' | 'reason'>>;

const scope = (name: string, zh: string, en: string, needs: Needs): Scope => ({
  name,
  reason: { 'zh-CN': zh, en },
  apis: [],
  events: [],
  adds: [],
  or: [],
  optional: false,
  ...needs,
});

const IM = '/open-apis/im/v1';
const MESSAGES = `${IM}/messages`;
const CHATS = `${IM}/chats`;
const ONE_CHAT = `${CHATS}/:chat_id`;
const ANNOUNCEMENT = `/open-apis/docx/v1/chats/:chat_id/announcement/blocks/:block_id/children`;
const DOCUMENTS = '/open-apis/docx/v1/documents';
const BLOCKS = `${DOCUMENTS}/:document_id/blocks`;
const USERS = '/open-apis/contact/v3/users';
const SLASH = '/open-apis/application/v7/app_slash_commands';
const RECEIVE = 'im.message.receive_v1';

const MESSAGING: readonly Scope[] = [
  scope('im:message:send_as_bot', '发送与更新卡片', 'posting and updating cards', {
    apis: [
      `POST ${MESSAGES}`,
      `POST ${MESSAGES}/:message_id/reply`,
      `PATCH ${MESSAGES}/:message_id`,
      'POST /open-apis/ephemeral/v1/send',
    ],
    or: ['im:message'],
  }),
  scope(
    'im:message:readonly',
    '核对已发消息，识别回复与撤回',
    'checking what was sent, and telling replies and recalls',
    {
      apis: [`GET ${MESSAGES}`, `GET ${MESSAGES}/:message_id`],
      events: ['im.message.recalled_v1'],
      or: ['im:message'],
    },
  ),
  scope('im:message.p2p_msg:readonly', '私聊中的指令', 'commands by direct message', {
    events: [RECEIVE],
    or: ['im:message.p2p_msg'],
  }),
  scope('im:message.group_at_msg:readonly', '群内 @机器人 的指令', 'commands that name the bot', {
    events: [RECEIVE],
    or: ['im:message.group_at_msg', 'im:message.group_msg'],
  }),
  scope(
    'im:message.group_msg',
    '群内不必 @机器人；敏感权限',
    'commands in groups without naming the bot; sensitive',
    { events: [RECEIVE], adds: ['history of groups'], optional: true },
  ),
  scope('im:user_agent:read', '按客户端语言回复', 'answers in the language of the client', {
    adds: ['user_agent'],
  }),
  scope('im:message.reactions:read', '用表情表决', 'votes by reaction', {
    events: ['im.message.reaction.created_v1', 'im.message.reaction.deleted_v1'],
    or: ['im:message:readonly'],
  }),
  scope('im:message.pins:write_only', '置顶状态卡', 'the pinned status card', {
    apis: [`POST ${IM}/pins`],
    or: ['im:message', 'im:message:send_as_bot'],
  }),
  scope('im:message.urgent', '应用内加急', 'urgent calls in the app', {
    apis: [`PATCH ${MESSAGES}/:message_id/urgent_app`],
    or: ['im:message.urgent:app_send'],
  }),
  scope('im:message.urgent:sms', '短信加急，占用企业额度', 'urgent calls by SMS, from the quota', {
    apis: [`PATCH ${MESSAGES}/:message_id/urgent_sms`],
    or: ['im:message.urgent:sms_send'],
    optional: true,
  }),
  scope(
    'im:message.urgent:phone',
    '电话加急，占用企业额度',
    'urgent calls by telephone, from the quota',
    {
      apis: [`PATCH ${MESSAGES}/:message_id/urgent_phone`],
      or: ['im:message.urgent:phone_send'],
      optional: true,
    },
  ),
];

const OF_CHATS = ['im:chat'];

const GROUPS: readonly Scope[] = [
  scope('im:chat:create', '建立作战室', 'opening war rooms', {
    apis: [`POST ${CHATS}`],
    or: OF_CHATS,
  }),
  scope('im:chat:read', '查看群信息', 'what groups there are', {
    apis: [`GET ${CHATS}`, `GET ${ONE_CHAT}`],
    events: ['im.chat.disbanded_v1'],
    or: [...OF_CHATS, 'im:chat:readonly'],
  }),
  scope('im:chat:update', '更新群名与描述', 'names and descriptions of war rooms', {
    apis: [`PUT ${ONE_CHAT}`],
    or: OF_CHATS,
  }),
  scope(
    'im:chat:operate_as_owner',
    '群主转让后仍可维护作战室',
    'keeping a war room in order after its owner changed',
    { adds: ['groups that the bot made and somebody else owns'] },
  ),
  scope('im:chat.members:write_only', '拉人进作战室', 'inviting people', {
    apis: [`POST ${ONE_CHAT}/members`],
    or: OF_CHATS,
  }),
  scope('im:chat.members:read', '识别新入群的人', 'who joins', {
    apis: [`GET ${ONE_CHAT}/members/is_in_chat`],
    events: ['im.chat.member.user.added_v1'],
    or: [...OF_CHATS, 'im:chat:readonly'],
  }),
  scope('im:chat.members:bot_access', '知悉机器人进出群', 'whether the bot is still in a group', {
    events: ['im.chat.member.bot.added_v1', 'im.chat.member.bot.deleted_v1'],
    or: [...OF_CHATS, 'im:chat:readonly'],
  }),
  scope('im:chat.access_event.bot_p2p_chat:read', '首次打开私聊时的引导', 'the first greeting', {
    events: ['im.chat.access_event.bot_p2p_chat_entered_v1'],
  }),
  scope('im:chat.announcement:read', '核对群公告', 'checking the group announcement', {
    apis: [`GET ${ANNOUNCEMENT}`],
  }),
  scope('im:chat.announcement:write_only', '群公告', 'the group announcement', {
    apis: [`POST ${ANNOUNCEMENT}`, `DELETE ${ANNOUNCEMENT}/batch_delete`],
  }),
  scope('im:chat.top_notice:write_only', '群置顶', 'the status card on top of the group', {
    apis: [`POST ${ONE_CHAT}/top_notice/put_top_notice`],
    or: OF_CHATS,
  }),
  scope('im:chat.tabs:read', '查看已有标签页', 'finding tabs that are there already', {
    apis: [`GET ${ONE_CHAT}/chat_tabs/list_tabs`],
    or: [...OF_CHATS, 'im:chat:readonly'],
  }),
  scope('im:chat.tabs:write_only', '作战室标签页', 'tabs of the war room', {
    apis: [`POST ${ONE_CHAT}/chat_tabs`],
    or: OF_CHATS,
  }),
];

const REST: readonly Scope[] = [
  // The narrower ones do not take blocks away (docx batch_delete).
  scope('docx:document', '时间线与复盘文档', 'timeline and postmortem as documents', {
    apis: [
      `POST ${DOCUMENTS}`,
      `GET ${BLOCKS}/:block_id/children`,
      `DELETE ${BLOCKS}/:block_id/children/batch_delete`,
      `POST ${BLOCKS}/:block_id/descendant`,
      `PATCH ${BLOCKS}/batch_update`,
    ],
  }),
  scope(
    'docs:permission.member:create',
    '把文档交给作战室编辑',
    'putting documents into the hands of the war room',
    {
      apis: ['POST /open-apis/drive/v1/permissions/:token/members'],
      or: ['docs:doc', 'drive:drive'],
    },
  ),
  scope(
    'space:document:retrieve',
    '中断后找回已新建的文档',
    'finding a document again that an interruption left behind',
    {
      apis: ['GET /open-apis/drive/v1/files'],
      or: ['drive:drive', 'drive:drive:readonly'],
      optional: true,
    },
  ),
  scope('task:task:write', '把指派的任务加入个人任务列表', 'tasks on people’s own lists', {
    apis: ['POST /open-apis/task/v2/tasks', 'PATCH /open-apis/task/v2/tasks/:task_guid'],
    optional: true,
  }),
  scope('vc:reserve', '新建会议', 'making meetings', {
    apis: ['POST /open-apis/vc/v1/reserves/apply'],
    optional: true,
  }),
  scope('contact:contact.base:readonly', '识别人员', 'who people are', {
    apis: [`GET ${USERS}/:user_id`],
    or: ['contact:contact:readonly_as_app', 'contact:contact:readonly'],
  }),
  scope('contact:user.base:readonly', '显示姓名', 'the names of people', {
    adds: ['name'],
    or: ['contact:contact:readonly_as_app', 'contact:contact:readonly'],
  }),
  scope(
    'contact:user.email:readonly',
    '凭邮箱与其他平台的账号对应',
    'linking people across messengers by their e-mail',
    { adds: ['email'] },
  ),
  scope('contact:user.id:readonly', '按邮箱查找人员', 'finding people by their e-mail', {
    apis: [`POST ${USERS}/batch_get_id`],
  }),
  scope('application:app_slash_command:read', '核对快捷指令', 'checking the slash commands', {
    apis: [`GET ${SLASH}`],
  }),
  scope('application:app_slash_command:write', '登记快捷指令', 'offering the slash commands', {
    apis: [`POST ${SLASH}`],
  }),
];

/** The app's permissions: the only list; the import and doctor are made from it. */
export const SCOPES: readonly Scope[] = [...MESSAGING, ...GROUPS, ...REST];

/** Requests that need no permission. */
export const FREE_APIS: readonly string[] = [
  'POST /open-apis/auth/v3/tenant_access_token/internal',
  'GET /open-apis/bot/v3/info',
  'GET /open-apis/application/v6/scopes',
];

/** Something to be ticked in the console, which finds it by either name. */
export interface Subscription {
  readonly name: string;
  readonly title: Localised;
}

const subscription = (name: string, zh: string, en: string): Subscription => ({
  name,
  title: { 'zh-CN': zh, en },
});

/** Every event that the app subscribes to. */
export const EVENTS: readonly Subscription[] = [
  subscription(RECEIVE, '接收消息', 'a message was received'),
  subscription('im.message.recalled_v1', '撤回消息', 'a message was recalled'),
  subscription('im.message.reaction.created_v1', '消息被 reaction', 'a reaction was given'),
  subscription(
    'im.message.reaction.deleted_v1',
    '消息被取消 reaction',
    'a reaction was taken back',
  ),
  subscription('im.chat.member.user.added_v1', '用户进群', 'somebody joined a group'),
  subscription('im.chat.member.bot.added_v1', '机器人进群', 'the bot joined a group'),
  subscription(
    'im.chat.member.bot.deleted_v1',
    '机器人被移出群',
    'the bot was taken out of a group',
  ),
  subscription('im.chat.disbanded_v1', '解散群', 'a group was dissolved'),
  subscription(
    'im.chat.access_event.bot_p2p_chat_entered_v1',
    '用户进入与机器人的会话',
    'somebody opened the direct conversation',
  ),
  subscription('application.bot.menu_v6', '机器人自定义菜单事件', "an item of the bot's menu"),
];

/** Callbacks are ticked on a page of their own. */
export const CALLBACKS: readonly Subscription[] = [
  subscription('card.action.trigger', '卡片回传交互', 'a button or form of a card'),
];
