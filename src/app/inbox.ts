import { internalErrorCard, storageTroubleCard, welcomeCard } from '#cards/help-cards.ts';
import { complete } from '#commands/complete.ts';
import { SYSTEM } from '#domain/person.ts';
import type { Answer, Inbound, Inbox } from '#ports/messenger.ts';
import { StorageError } from '#ports/storage.ts';
import { AGAIN, cardAnswer, settledAnswer, SILENCE } from './answers.ts';
import { earlierAnswer, keepForm } from './earlier-answers.ts';
import { maskDeep } from './mask-intent.ts';
import { takeEdit } from './message-edits.ts';
import { takeReaction, takeReply } from './reactions.ts';
import {
  createRoomIncidents,
  fallbackLocale,
  type InboxDeps,
  openSession,
  type Session,
} from './session.ts';
import { readingOf, takeForm } from './take-line.ts';
import { takeRecord, takeSaidLine } from './take-record.ts';
import { takePress } from './take-press.ts';

const takeJoined = async (session: Session): Promise<Answer> => {
  const { deps, roomIncident, actor, meta, receipt } = session;
  if (roomIncident === undefined || !deps.directory.knows(actor.id)) return SILENCE;
  return settledAnswer(
    await deps.handler.handle(roomIncident, { type: 'join' }, meta, { receipt }),
  );
};

/** The incident loses its room; who did it may be anybody. */
const takeLost = async (
  session: Session,
  { room, reason, who }: Extract<Inbound, { kind: 'lost' }>,
): Promise<Answer> => {
  const { deps, roomIncident, actor, meta, receipt } = session;
  if (roomIncident === undefined) return SILENCE;
  const by = who.id === '' ? {} : { by: { id: actor.id, name: actor.name } };
  const fact = { type: 'recordRoomLost', messenger: room.platform, room: room.id, reason } as const;
  const outcome = await deps.handler.handle(
    roomIncident,
    { ...fact, ...by },
    { ...meta, actor: SYSTEM },
    { receipt },
  );
  return settledAnswer(outcome);
};

/** Where it happened, also where the messenger names only the message or the room. */
const placed = (inbound: Inbound): Inbound => {
  if (inbound.where !== undefined) return inbound;
  if (inbound.kind === 'lost') return { ...inbound, where: inbound.room };
  if (inbound.kind !== 'record') return inbound;
  const { platform, room } = inbound.message;
  return { ...inbound, where: { platform, id: room } };
};

const route = (session: Session, inbound: Inbound): Promise<Answer> => {
  switch (inbound.kind) {
    case 'command':
      return takeSaidLine(session, inbound);
    case 'press':
      return takePress(session, inbound);
    case 'submit':
      return takeForm(session, inbound);
    case 'reaction':
      return takeReaction(session, inbound);
    case 'reply':
      return takeReply(session, inbound);
    case 'edited':
    case 'deleted':
      return takeEdit(session, inbound);
    case 'joined':
      return takeJoined(session);
    case 'record':
      return takeRecord(session, inbound);
    case 'lost':
      return takeLost(session, inbound);
    case 'hello':
      return Promise.resolve(cardAnswer(welcomeCard(session.view)));
  }
};

/** What the person typed, to be sent again once the trouble is over. */
const typedLine = (inbound: Inbound): string => {
  if (inbound.kind === 'command' || inbound.kind === 'press') return inbound.line;
  return inbound.kind === 'submit' ? inbound.command : '';
};

/** What people do without a word to Fenghuo; nobody would read that it has to be done again. */
const UNSPOKEN: ReadonlySet<Inbound['kind']> = new Set([
  'reaction',
  'reply',
  'edited',
  'deleted',
  'joined',
  'lost',
]);

/** No bug and no full disk reaches a person as silence or a stack trace. */
const troubleAnswer = (deps: InboxDeps, inbound: Inbound, error: unknown): Answer => {
  const view = deps.views(fallbackLocale(deps, inbound));
  const { kind, receiptId } = inbound;
  const about = { platform: inbound.who.platform, kind, receiptId, err: error };
  if (error instanceof StorageError) {
    deps.log.error(about, 'could not store what came in');
    if (UNSPOKEN.has(kind)) return AGAIN;
    const typed = maskDeep(typedLine(inbound), deps.policy().common.mask);
    return cardAnswer(storageTroubleCard(view, typed));
  }
  deps.log.error(about, 'could not handle what came in');
  return cardAnswer(internalErrorCard(view, receiptId));
};

/** The way in for every messenger: who, where, which language, what is asked, done durably, answered. */
export const createInbox = (deps: InboxDeps): Inbox => {
  const rooms = createRoomIncidents(deps.storage);
  return {
    receive: async (inbound) => {
      const started = performance.now();
      deps.checkpoint('inbox:received');
      let answer: Answer;
      try {
        const earlier = await earlierAnswer(deps, inbound);
        deps.checkpoint('receipt:looked-up');
        answer = earlier ?? (await route(await openSession(deps, rooms, placed(inbound)), inbound));
        await keepForm(deps, inbound, answer);
      } catch (error) {
        answer = troubleAnswer(deps, inbound, error);
      }
      deps.checkpoint('inbox:answered');
      deps.meters.acknowledged(inbound.kind, performance.now() - started);
      return answer;
    },
    complete: async (line, who, where) => {
      const base = { receiptId: '', who, ...(where === undefined ? {} : { where }) };
      const session = await openSession(deps, rooms, base);
      const { context } = await readingOf(session, { line });
      return complete(line, context);
    },
  };
};
