import { z } from 'zod';
import { isId } from '../web/ids.ts';
import type { Ask, Asked } from './client.ts';
import { type Finding, fine, listed, say, wrong } from './finding.ts';

/** A standing group of the organisation file: `duty` and its id. */
export interface StandingChat {
  readonly name: string;
  readonly id: string;
}

const LATER = say('稍后再试', 'try again later');
const CHECK_ID = say(
  '核对群 ID（群设置底部的会话 ID，oc_ 开头）',
  'check the id (the chat ID at the bottom of the group settings, oc_…)',
);
const ADD_BOT = say(
  '在该群的「设置 → 群机器人」中添加烽火',
  'add Fenghuo under Settings, Bots of that group',
);
const ANOTHER = say('在组织文件中换一个群', 'name another group in the organisation file');

/** What a code says of a group (im-v1, chat/get). */
const REFUSALS: ReadonlyMap<number, readonly [said: Finding['said'], mend: Finding['said']]> =
  new Map([
    [232_006, [say('没有这个群', 'there is no such group'), CHECK_ID]],
    [232_008, [say('不是群聊', 'is no group'), CHECK_ID]],
    [232_009, [say('群已解散', 'the group was dissolved'), ANOTHER]],
    [232_010, [say('群属于其他企业', 'the group is of another tenant'), ANOTHER]],
    [232_011, [say('机器人不在群中', 'the bot is not in it'), ADD_BOT]],
    [232_033, [say('是外部群', 'is a group with people from outside'), ANOTHER]],
  ]);

const notLookedAt = (check: string, asked: Asked): Finding => {
  if ('unreachable' in asked)
    return wrong(
      check,
      say(`没有得到回答（${asked.unreachable}）`, `got no answer (${asked.unreachable})`),
      LATER,
    );
  const { code, wanted } = asked;
  if (wanted.length > 0)
    return wrong(
      check,
      say(
        `缺少以下任一权限，无法查看：${listed(wanted).zh}`,
        `could not be looked at without one of ${listed(wanted).en}`,
      ),
      say('开通权限并发布版本', 'add the permission and publish a version'),
    );
  const [said, mend] = REFUSALS.get(code) ?? [
    say(`飞书拒绝查看：${code}`, `Feishu refused to show it: ${code}`),
    LATER,
  ];
  return wrong(check, said, mend);
};

const text = z.string().optional().catch(undefined);
const chatInfo = z.object({
  name: z.string().catch('?'),
  chat_mode: text,
  chat_status: text,
  external: z.boolean().catch(false).default(false),
  moderation_permission: text,
  bot_manager_id_list: z.array(z.string()).catch([]).default([]),
  owner_id: text,
});
type ChatInfo = z.output<typeof chatInfo>;
const membership = z.object({ is_in_chat: z.boolean() });

/** Of a group that the bot owns Feishu names no owner. */
const mayNotSpeak = (chat: ChatInfo, appId: string): boolean =>
  chat.moderation_permission === 'only_owner' &&
  (chat.owner_id ?? '') !== '' &&
  !chat.bot_manager_id_list.includes(appId);

const looked = (check: string, chat: ChatInfo, isInside: boolean, appId: string): Finding => {
  const called = { zh: `「${chat.name}」`, en: chat.name };
  if (chat.chat_status?.startsWith('dissolved') === true)
    return wrong(check, say(`${called.zh}已解散`, `${called.en} was dissolved`), ANOTHER);
  if (chat.chat_mode === 'p2p')
    return wrong(check, say('是单聊，不是群', 'is a direct conversation and no group'), CHECK_ID);
  if (!isInside)
    return wrong(check, say(`机器人不在${called.zh}中`, `the bot is not in ${called.en}`), ADD_BOT);
  if (chat.external)
    return wrong(
      check,
      say(
        `${called.zh}是外部群，外部人员会看到内部消息`,
        `${called.en} has people from outside, who would read what is internal`,
      ),
      ANOTHER,
    );
  if (mayNotSpeak(chat, appId))
    return wrong(
      check,
      say(
        `${called.zh}仅群主与管理员可发言`,
        `in ${called.en} only its owner and managers may speak`,
      ),
      say('把机器人设为群管理员，或放开发言权限', 'make the bot a manager, or let everybody speak'),
    );
  return fine(check, say(`${called.zh}，机器人在其中`, `${called.en}, with the bot in it`));
};

const checkChat = async (ask: Ask, { name, id }: StandingChat, appId: string): Promise<Finding> => {
  const check = `feishu group ${name}`;
  if (!isId('chat', id))
    return wrong(check, say('不是群 ID', 'what is given is no id of a group'), CHECK_ID);
  const path = `/open-apis/im/v1/chats/${id}`;
  const [chat, inside] = await Promise.all([
    ask({ path }),
    ask({ path: `${path}/members/is_in_chat` }),
  ]);
  if ('unreachable' in chat || chat.code !== 0) return notLookedAt(check, chat);
  if ('unreachable' in inside || inside.code !== 0) return notLookedAt(check, inside);
  const read = [chatInfo.safeParse(chat.data), membership.safeParse(inside.data)] as const;
  const [info, member] = read;
  return info.success && member.success
    ? looked(check, info.data, member.data.is_in_chat, appId)
    : wrong(check, say('飞书的回答无法识别', "Feishu's answer could not be read"), LATER);
};

/** Each standing group: there, not dissolved, the bot in it and able to speak, nobody from outside. */
export const checkChats = (
  ask: Ask,
  chats: readonly StandingChat[],
  appId: string,
): Promise<readonly Finding[]> => Promise.all(chats.map((chat) => checkChat(ask, chat, appId)));
