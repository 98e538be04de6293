import { CANVASES } from './canvases.ts';
import { CHAT } from './chat.ts';
import { CONVERSATION_READS } from './conversation-reads.ts';
import { CONVERSATIONS } from './conversations.ts';
import { DECORATIONS } from './decorations.ts';
import { DIRECTORY } from './directory.ts';
import { FILES } from './files.ts';
import type { Method } from './method.ts';
import { VIEWS } from './views.ts';

/** Every Web API method this workspace has. */
export const OWN_METHODS: Readonly<Record<string, Method>> = {
  ...CONVERSATIONS,
  ...CONVERSATION_READS,
  ...CHAT,
  ...DECORATIONS,
  ...DIRECTORY,
  ...CANVASES,
  ...FILES,
  ...VIEWS,
};
