import { z } from 'zod';
import type { Ask, Told } from './client.ts';
import { type Finding, fine, say, wrong } from './finding.ts';

/** A standing channel of the organisation file: `duty` and its id. */
export interface StandingRoom {
  readonly name: string;
  readonly id: string;
}

const unseen = (check: string, { name, id }: StandingRoom): Finding =>
  wrong(
    check,
    say(
      `找不到 ${name} 的频道 ${id}，或它是私密频道而机器人不在其中`,
      `the channel ${id} of ${name} is not there, or it is private and the bot is not in it`,
    ),
    say(
      '核对频道 ID（频道详情底部）；私密频道请先 /invite @fenghuo',
      'check the id (at the bottom of the channel details); in a private channel, /invite @fenghuo first',
    ),
  );

const notLookedAt = (check: string, { error, needed }: Told): Finding =>
  error === 'missing_scope'
    ? wrong(
        check,
        say(`缺少权限 ${needed}，无法查看`, `could not be looked at without the scope ${needed}`),
        say('补齐权限后重新安装应用', 'add the scope and install the app again'),
      )
    : wrong(
        check,
        say(`Slack 拒绝查看：${error}`, `Slack refused to show it: ${error}`),
        say('稍后再试', 'try again later'),
      );

const flag = z.boolean().catch(false);
const answer = z.object({
  channel: z.object({
    name: z.string(),
    is_archived: flag,
    is_member: flag,
    is_private: flag,
    is_ext_shared: flag,
    is_pending_ext_shared: flag,
  }),
});
type Channel = z.output<typeof answer>['channel'];

const looked = (check: string, channel: Channel): Finding => {
  const called = `#${channel.name}`;
  if (channel.is_archived)
    return wrong(
      check,
      say(`${called} 已归档`, `${called} is archived`),
      say(
        '取消归档，或在组织文件中换一个频道',
        'unarchive it, or name another one in the organisation file',
      ),
    );
  if (!channel.is_member)
    return wrong(
      check,
      say(`机器人不在 ${called} 中`, `the bot is not in ${called}`),
      say(`在该频道输入 /invite @fenghuo`, 'type /invite @fenghuo in that channel'),
    );
  if (channel.is_ext_shared || channel.is_pending_ext_shared)
    return wrong(
      check,
      say(
        `${called} 与其他组织共享，外部人员会看到内部消息`,
        `${called} is shared with another organisation, whose people would read what is internal`,
      ),
      say('换一个不对外共享的频道', 'use a channel that is not shared'),
    );
  return channel.is_private
    ? fine(check, say(`${called}，私密`, `${called}, private`))
    : fine(check, say(`${called}，公开`, `${called}, public`));
};

const checkRoom = async (ask: Ask, room: StandingRoom): Promise<Finding> => {
  const check = `slack channel ${room.name}`;
  const asked = await ask('conversations.info', { channel: room.id });
  if ('unreachable' in asked)
    return wrong(
      check,
      say(`没有得到回答（${asked.unreachable}）`, `got no answer (${asked.unreachable})`),
      say('稍后再试', 'try again later'),
    );
  const read = answer.safeParse(asked.body);
  if (asked.ok && read.success) return looked(check, read.data.channel);
  return asked.error === 'channel_not_found' ? unseen(check, room) : notLookedAt(check, asked);
};

/** Each standing channel: there, not archived, the bot in it, nobody from outside. */
export const checkRooms = (ask: Ask, rooms: readonly StandingRoom[]): Promise<readonly Finding[]> =>
  Promise.all(rooms.map((room) => checkRoom(ask, room)));
