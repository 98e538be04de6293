import type { Storage } from '#ports/storage.ts';
import { createLru } from './lru.ts';

/** Knows whether a live card already has its message in a place, or a row on its way that will make it. */
export interface Placements {
  /** `place`: the platform's room where it is known; `personal`: a direct message, whose room is the platform's own. */
  has(firstKey: string, at: PlacementQuery): Promise<boolean>;
  note(firstKey: string): void;
}
interface PlacementQuery {
  readonly card: string;
  readonly platform: string;
  readonly room: string | undefined;
  readonly personal: boolean;
}

/** Asks the store once a card and place, then remembers. */
export const createPlacements = (storage: Storage): Placements => {
  const known = createLru<true>(20_000);
  return {
    has: async (firstKey, { card, platform, room, personal }) => {
      if (known.get(firstKey) !== undefined) return true;
      if (room === undefined && !personal) return false;
      const messages = await storage.messagesOf(card);
      const found = messages.some(
        (message) => message.platform === platform && (personal || message.room === room),
      );
      if (found) known.set(firstKey, true);
      return found;
    },
    note: (firstKey) => known.set(firstKey, true),
  };
};
