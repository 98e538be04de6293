import type { Receiver } from '@slack/bolt';
import type { Express } from 'express';
import type { Messenger } from '#ports/messenger.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { createListen } from './listen.ts';
import type { SlackOptions } from './options.ts';
import { createOutbound } from './outbound.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { createSlackApi } from './web/api.ts';

export interface Slack extends Messenger {
  /** Mounts `POST /slack/events` on the one server; absent in Socket Mode. */
  readonly routes?: (app: Express) => void;
}

interface Way {
  readonly receiver: Receiver;
  readonly routes?: (app: Express) => void;
}

const wayIn = ({ transport, apiUrl, log }: SlackOptions): Way => {
  if (transport.kind === 'socket')
    return {
      receiver: createSocketReceiver({ appToken: transport.appToken.reveal(), apiUrl, log }),
    };
  const receiver = createHttpReceiver({ signingSecret: transport.signingSecret.reveal(), log });
  return { receiver, routes: receiver.routes };
};

/** Slack as a messenger: what goes out and what comes in share one client and its buckets. */
export const createSlack = (options: SlackOptions): Slack => {
  const api = createSlackApi(options);
  const outbound = createOutbound(options, api);
  const { receiver, routes } = wayIn(options);
  return {
    ...outbound,
    listen: createListen({ options, receiver, api, outbound }),
    ...(routes === undefined ? {} : { routes }),
  };
};
