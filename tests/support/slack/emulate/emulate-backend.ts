import { IDENTITY } from '../identity.ts';
import {
  addMessage,
  type Args,
  failed,
  flag,
  isList,
  isRecord,
  type Reply,
  text,
  visibleChannel,
} from '../world/method.ts';
import { blocksOf } from '../world/chat.ts';
import { nameFault } from '../world/conversations.ts';
import { OWN_METHODS } from '../world/methods.ts';
import type { World } from '../world/world.ts';
import type { Backend } from '../workspace.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { createMirror } from './mirror.ts';

/** Methods that the emulator answers; everything else is the front's own. */
const EMULATED =
  /^(?:chat\.(?:postMessage|postEphemeral|update|delete|getPermalink)|conversations\.(?!canvases)\w+|pins\.\w+|bookmarks\.\w+|reactions\.\w+|users\.(?:info|list|lookupByEmail)|files\.\w+)$/u;

const READS = /\.(?:list|info|members|history|replies|get|getPermalink|lookupByEmail)$/u;

/** The emulator lets strangers write and read where Slack does not. */
const FOR_MEMBERS =
  /^(?:chat\.(?:postMessage|postEphemeral)|conversations\.(?:history|replies|invite|kick|setTopic|setPurpose|rename|archive)|pins\.(?:add|remove)|bookmarks\.(?:add|edit|remove)|reactions\.(?:add|remove)|files\.completeUploadExternal)$/u;

const channelIn = (args: Args): string => text(args, 'channel') || text(args, 'channel_id');

const botMarks = (message: unknown): unknown =>
  isRecord(message) && message['user'] === IDENTITY.botUserId
    ? { ...message, bot_id: IDENTITY.botId, app_id: IDENTITY.appId }
    : message;

/** What the emulator tells unasked or leaves out. */
const corrected = (world: World, method: string, args: Args, reply: Reply): Reply => {
  const canvas = world.channels.get(text(args, 'channel'))?.canvas;
  if (method === 'conversations.info' && canvas !== undefined && isRecord(reply['channel'])) {
    const properties = { canvas: { file_id: canvas, is_empty: false } };
    return { ...reply, channel: { ...reply['channel'], properties } };
  }
  if (method === 'chat.postMessage') return { ...reply, message: botMarks(reply['message']) };
  if (!/history$|replies$/u.test(method) || !isList(reply['messages'])) return reply;
  const messages = reply['messages'].map(botMarks).map((message) => {
    if (!isRecord(message) || flag(args, 'include_all_metadata')) return message;
    const { metadata: _, ...rest } = message;
    return rest;
  });
  return { ...reply, messages };
};

/** The emulator invites all or nobody; Slack's `force` takes those who can come. */
const inviteEach = async (emulator: Emulator, actor: string, args: Args): Promise<Reply> => {
  const errors: Args[] = [];
  let last: Reply | undefined;
  for (const users of text(args, 'users').split(',')) {
    const reply = await emulator.ask(actor, 'conversations.invite', { ...args, users });
    if (reply.ok) last = reply;
    else if (isList(reply['errors'])) errors.push(...reply['errors'].filter(isRecord));
    else return reply;
  }
  if (errors.length === 0 && last !== undefined) return last;
  return last === undefined
    ? failed(text(errors[0] ?? {}, 'error'), { errors })
    : { ...last, errors };
};

/** Methods answered by an emulator that others wrote; the rows of `world` are read from it after each change. */
export const createEmulateBackend = async (
  world: World,
  baseUrl: () => string,
): Promise<Backend> => {
  const emulator = await startEmulator(world);
  const mirror = createMirror(world, emulator);
  for (const user of world.users.values()) {
    if (user.bot || user.deactivated) continue;
    const open = { users: user.id, return_im: true };
    const { channel } = await emulator.ask(IDENTITY.botUserId, 'conversations.open', open);
    if (isRecord(channel)) await mirror.refresh(text(channel, 'id'));
  }

  const refusal = (actor: string, method: string, args: Args): Reply | undefined => {
    const id = channelIn(args);
    if (world.channels.get(id)?.deleted === true) return failed('channel_not_found');
    if (/^conversations\.(?:create|rename)$/u.test(method)) {
      // The emulator mends names instead of refusing them.
      const fault = nameFault(text(args, 'name'));
      if (fault !== undefined) return failed(fault);
    }
    const user = world.users.get(text(args, 'users') || text(args, 'user'));
    if (method === 'conversations.open' && user?.deactivated === true)
      return failed('user_disabled');
    if (!FOR_MEMBERS.test(method) || !world.channels.has(id)) return undefined;
    const channel = visibleChannel({ world, actor, args, baseUrl: '' }, id);
    if (channel === undefined) return failed('channel_not_found');
    return channel.members.includes(actor) ? undefined : failed('not_in_channel');
  };

  const keepEphemeral = (actor: string, args: Args, reply: Reply): void => {
    addMessage(world, {
      channel: text(args, 'channel'),
      ts: text(reply, 'message_ts'),
      user: actor,
      text: text(args, 'text'),
      blocks: blocksOf(world, args),
      onlyFor: text(args, 'user'),
    });
  };

  const keepFile = (args: Args, reply: Reply): Reply => {
    const id = text(reply, 'file_id');
    const name = text(args, 'filename');
    world.files.set(id, { id, name, length: Number(args['length']), title: name, channels: [] });
    return { ...reply, upload_url: `${baseUrl()}/upload/${id}` };
  };

  const keepShares = (args: Args): void => {
    for (const one of isList(args['files']) ? args['files'].filter(isRecord) : []) {
      const file = world.files.get(text(one, 'id'));
      if (file === undefined) continue;
      file.title = text(one, 'title') || file.title;
      file.channels = [...file.channels, channelIn(args)];
    }
  };

  const after = async (actor: string, method: string, args: Args, reply: Reply): Promise<Reply> => {
    if (method === 'files.getUploadURLExternal') return keepFile(args, reply);
    if (method === 'files.completeUploadExternal') keepShares(args);
    if (method === 'chat.postEphemeral') keepEphemeral(actor, args, reply);
    if (READS.test(method)) return reply;
    const made = isRecord(reply['channel']) ? text(reply['channel'], 'id') : text(reply, 'channel');
    const channel = made || channelIn(args);
    if (channel !== '') await mirror.refresh(channel);
    return reply;
  };

  return {
    world,
    call: async (actor, method, args) => {
      const own = OWN_METHODS[method];
      if (!EMULATED.test(method)) {
        return own?.({ world, actor, args, baseUrl: baseUrl() }) ?? failed('unknown_method');
      }
      const refused = refusal(actor, method, args);
      if (refused !== undefined) return refused;
      const reply =
        method === 'conversations.invite' && flag(args, 'force')
          ? await inviteEach(emulator, actor, args)
          : await emulator.ask(actor, method, args);
      if (!reply.ok) return reply;
      return corrected(world, method, args, await after(actor, method, args, reply));
    },
    upload: emulator.upload,
    close: emulator.close,
  };
};
