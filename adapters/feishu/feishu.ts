import type { Express } from 'express';
import type { MessageRef, Messenger } from '#ports/messenger.ts';
import { createPlaces, type Places } from './inbound/places.ts';
import { createListen, type Hearing, type Receiver } from './listen.ts';
import type { FeishuOptions } from './options.ts';
import { createOutbound, type Outbound } from './outbound.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { createFeishuApi } from './web/api.ts';
import { isId } from './web/ids.ts';
import { createWebhookReceiver } from './webhook-receiver.ts';

export interface Feishu extends Messenger {
  /** Mounts `POST /feishu/events` and `/feishu/cards` on the one server; absent with the long connection. */
  readonly routes?: (app: Express) => void;
}

interface Way {
  readonly receiver: Receiver;
  readonly routes?: (app: Express) => void;
}

const wayIn = (options: FeishuOptions): Way => {
  const { transport, log } = options;
  if (transport.kind === 'websocket') return { receiver: createSocketReceiver(options) };
  const receiver = createWebhookReceiver({
    encryptKey: transport.encryptKey.reveal(),
    verificationToken: transport.verificationToken.reveal(),
    log,
  });
  return { receiver, routes: receiver.routes };
};

/** Whatever is sent is remembered with its place: a reaction to it names the message only. */
const remembering = (outbound: Outbound, places: Places): Outbound => {
  const own = (message: MessageRef): MessageRef => {
    // Of a direct message Feishu may not have told the conversation.
    if (isId('chat', message.room)) places.noteOwn(message.id, message.room);
    return message;
  };
  return {
    ...outbound,
    post: async (to, card, key) => {
      const message = own(await outbound.post(to, card, key));
      places.noteChat(message.room, to.kind === 'direct' ? 'direct' : 'group');
      return message;
    },
    update: async (message, card, key) => {
      own(message);
      await outbound.update(message, card, key);
    },
    openRoom: async (plan, key) => {
      const opened = await outbound.openRoom(plan, key);
      places.noteChat(opened.room.id, 'group');
      return opened;
    },
    replyPrivately: async (account, chat, card, key) => {
      const message = own(await outbound.replyPrivately(account, chat, card, key));
      if (message.room !== chat) places.noteChat(message.room, 'direct');
      return message;
    },
  };
};

/** Feishu as a messenger: what goes out and what comes in share one client and its limits. */
export const createFeishu = (options: FeishuOptions & Hearing): Feishu => {
  const api = createFeishuApi(options);
  const places = createPlaces(api, options.roomOfMessage);
  const outbound = remembering(createOutbound(options, api), places);
  const { receiver, routes } = wayIn(options);
  const { replyPrivately: _reply, localeOf: _locale, botOpenId: _bot, ...messenger } = outbound;
  return {
    ...messenger,
    listen: createListen({ options, receiver, api, outbound, places }),
    ...(routes === undefined ? {} : { routes }),
  };
};
