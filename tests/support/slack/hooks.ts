import { randomUUID } from 'node:crypto';
import { checkMessage } from './front/message-checks.ts';
import { IDENTITY } from './identity.ts';
import { blocksOf } from './world/chat.ts';
import { addMessage, flag, isRecord, text, type Args } from './world/method.ts';
import type { MessageRow } from './world/rows.ts';
import type { World } from './world/world.ts';

const MAX_USES = 5;
const LIFE_MS = 30 * 60_000;

interface Hook {
  readonly user: string;
  readonly channel: string;
  readonly madeAt: number;
  /** The message that `replace_original` and `delete_original` mean. */
  readonly original: MessageRow | undefined;
  uses: number;
}

export interface HookAnswer {
  readonly status: number;
  readonly body: string;
}

/** The response_urls: what an app answers to one person after the acknowledgement. */
export const createHooks = (
  world: World,
  baseUrl: () => string,
  violate: (what: string) => void,
) => {
  const hooks = new Map<string, Hook>();

  const say = (hook: Hook, message: Args): void => {
    const thread = text(message, 'thread_ts');
    const isPublic = text(message, 'response_type') === 'in_channel';
    addMessage(world, {
      channel: hook.channel,
      user: IDENTITY.botUserId,
      text: text(message, 'text'),
      blocks: blocksOf(world, message),
      answer: true,
      ...(isPublic ? {} : { onlyFor: hook.user }),
      ...(thread === '' ? {} : { thread }),
    });
  };

  const put = (hook: Hook, message: Args): void => {
    const { original } = hook;
    if (flag(message, 'delete_original') && original !== undefined) original.deleted = true;
    else if (flag(message, 'replace_original') && original !== undefined) {
      original.text = text(message, 'text');
      original.blocks = blocksOf(world, message);
      original.edited += 1;
    } else say(hook, message);
  };

  const refuse = (says: string, error: string, status = 404): HookAnswer => {
    violate(`response_url: ${says}`);
    return { status, body: JSON.stringify({ ok: false, error }) };
  };

  /** Checks a message that comes without a method, and says what is wrong. */
  const judged = (where: string, message: Args): boolean => {
    const { refused, warned } = checkMessage(message);
    for (const says of warned) violate(`${where}: ${says}`);
    if (refused !== undefined) violate(`${where}: ${refused.says}`);
    return refused === undefined;
  };

  return {
    open: (user: string, channel: string, original?: MessageRow): string => {
      const id = randomUUID();
      hooks.set(id, { user, channel, madeAt: world.clock.now(), original, uses: 0 });
      return `${baseUrl()}/hooks/${id}`;
    },
    /** A message that rode on the acknowledgement. */
    acknowledged: (user: string, channel: string, body: unknown): void => {
      const message = typeof body === 'string' ? { text: body } : body;
      if (!isRecord(message) || Object.keys(message).length === 0) return;
      if (!judged('acknowledgement', message)) return;
      say({ user, channel, madeAt: 0, original: undefined, uses: 0 }, message);
    },
    receive: (id: string, body: string): HookAnswer => {
      const hook = hooks.get(id);
      if (hook === undefined) return refuse('unknown', 'invalid_url');
      if (hook.uses >= MAX_USES) return refuse('used more than five times', 'used_url');
      if (world.clock.now() - hook.madeAt > LIFE_MS) {
        return refuse('used after 30 minutes', 'expired_url');
      }
      let message: unknown;
      try {
        message = JSON.parse(body);
      } catch {
        return refuse('the body is no JSON', 'invalid_payload', 400);
      }
      if (!isRecord(message)) return refuse('the body is no object', 'invalid_payload', 400);
      hook.uses += 1;
      if (!judged('response_url', message)) {
        return { status: 400, body: JSON.stringify({ ok: false, error: 'invalid_blocks' }) };
      }
      put(hook, message);
      return { status: 200, body: 'ok' };
    },
  };
};

export type Hooks = ReturnType<typeof createHooks>;
