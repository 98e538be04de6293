import type { Capabilities } from '#ports/messenger.ts';
import type { Target } from './delivery.ts';

// What a messenger lacks is replaced here and nowhere else, and never by something that more people see.

/** How a text for one person in the room is told: in the room where the messenger can, else directly. */
export const privately = (can: Capabilities, target: Target): 'whisper' | 'direct' | undefined => {
  if (target.kind === 'direct') return 'direct';
  if (target.kind !== 'whisper') return undefined;
  return can.whisper ? 'whisper' : 'direct';
};

/** A reply goes below its card where there are threads, else under the last message. */
export const repliesInThread = (can: Capabilities): boolean => can.threads;

/** Where cards cannot be edited the first one stays; a new message for every change would bury the room. */
export const editsCards = (can: Capabilities): boolean => can.updateCards;

/** Without forms the person gets the line to complete. */
export const asksByForm = (can: Capabilities): boolean => can.forms;
