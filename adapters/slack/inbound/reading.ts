import type { Locale } from '#domain/locale.ts';
import { type Instant, SECOND } from '#domain/time.ts';
import type { InboundBase, MessageRef, RoomRef } from '#ports/messenger.ts';
import type { UserGroups } from '../user-groups.ts';
import { PLATFORM } from '../web/platform.ts';

/** What translating needs to know and never waits for. */
export interface Reading {
  readonly groups: Pick<UserGroups, 'expand'>;
  readonly localeOf: (account: string) => Locale | undefined;
  /** Zone of the times that people pick in forms. */
  readonly timezone: () => string;
}

export const roomRef = (channel: string): RoomRef => ({ platform: PLATFORM, id: channel });

export const messageRef = (channel: string, ts: string): MessageRef => ({
  platform: PLATFORM,
  room: channel,
  id: ts,
});

/** `1733018400.000200` as an instant. */
export const instantOf = (ts: string): Instant => Math.round(Number(ts) * SECOND);

interface Doer {
  readonly id: string;
  readonly name?: string | undefined;
}

/** What everything that comes in says about itself. */
export const baseOf = (
  receiptId: string,
  { id, name }: Doer,
  channel: string | undefined,
  { localeOf }: Reading,
): InboundBase => {
  const locale = localeOf(id);
  return {
    receiptId,
    who: {
      platform: PLATFORM,
      id,
      ...(name === undefined || name === '' ? {} : { name: name.toWellFormed() }),
    },
    ...(channel === undefined ? {} : { where: roomRef(channel) }),
    ...(locale === undefined ? {} : { locale }),
  };
};
