import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import { DeliveryError, type Inbox, type Messenger } from '#ports/messenger.ts';

const SANDBOX = 'sandbox';

/** The same value with this platform named everywhere instead of that one. */
const renamed = <T>(value: T, from: string, to: string): T => {
  if (Array.isArray(value)) return value.map((item) => renamed(item, from, to)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'platform' && field === from ? to : renamed(field, from, to),
    ]),
  ) as T;
};

/** A messenger of another name over a world of its own, and a switch that takes it off the network. */
export interface NamedSandbox {
  readonly messenger: Messenger;
  /** Every call fails from now on, as one to a service that answers 503. */
  readonly fall: () => void;
  readonly rise: () => void;
}

const inboxUnder = (name: string, inbox: Inbox): Inbox => ({
  receive: (inbound) => inbox.receive(renamed(inbound, SANDBOX, name)),
  complete: (line, who, where) =>
    inbox.complete(line, renamed(who, SANDBOX, name), renamed(where, SANDBOX, name)),
});

export const namedSandbox = (name: string, sandbox: Sandbox): NamedSandbox => {
  let isDown = false;
  const through =
    <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (isDown) throw new DeliveryError('http-503', 'retry');
      return renamed(await work(...renamed(args, name, SANDBOX)), SANDBOX, name);
    };
  const {
    openRoom,
    invite,
    post,
    update,
    whisper,
    decorate,
    attach,
    urge,
    putTodo,
    startMeeting,
    lookup,
  } = sandbox;
  return {
    fall: () => {
      isDown = true;
    },
    rise: () => {
      isDown = false;
    },
    messenger: {
      platform: name,
      can: sandbox.can,
      listen: (inbox) => sandbox.listen(inboxUnder(name, inbox)),
      openRoom: through(openRoom),
      invite: through(invite),
      post: through(post),
      update: through(update),
      whisper: through(whisper),
      decorate: through(decorate),
      attach: through(attach),
      urge: through(urge),
      putTodo: through(putTodo),
      startMeeting: through(startMeeting),
      lookup: through(lookup),
    },
  };
};
