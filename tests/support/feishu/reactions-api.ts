import { reactionEvent } from './event-parts.ts';
import { emojiTypes } from './facts.ts';
import type { Json } from './json.ts';
import { isObject, text } from './json.ts';
import { wrong } from './refused.ts';
import type { ApiRequest, Handlers, Stage } from './stage.ts';
import { messageOf, page, refusedBy } from './stage.ts';
import type { StoredReaction } from './world.ts';

const REACTIONS = '/open-apis/im/v1/messages/:message_id/reactions';

const view = (stage: Stage, reaction: StoredReaction): Json => ({
  reaction_id: reaction.id,
  operator: {
    operator_id: reaction.by,
    operator_type: reaction.by === stage.world.appId ? 'app' : 'user',
  },
  action_time: String(reaction.at),
  reaction_type: { emoji_type: reaction.type },
});

const add = (stage: Stage, request: ApiRequest): Json => {
  const { appId, id, now } = stage.world;
  const message = messageOf(stage, request, request.params['message_id'] ?? '');
  const wanted = request.body['reaction_type'];
  const type = isObject(wanted) ? text(wanted, 'emoji_type') : '';
  if (!emojiTypes.has(type)) throw wrong(231_001, `there is no reaction ${type}`);
  const mine = message.reactions.find((one) => one.by === appId && one.type === type);
  if (mine !== undefined) return view(stage, mine);
  const reaction = { id: id('r_'), type, by: appId, at: now() };
  message.reactions.push(reaction);
  stage.emit('im.message.reaction.created_v1', reactionEvent(stage, message.id, type, appId));
  return view(stage, reaction);
};

const remove = (stage: Stage, request: ApiRequest): Json => {
  const { appId } = stage.world;
  const message = messageOf(stage, request, request.params['message_id'] ?? '');
  const reaction = message.reactions.find(({ id }) => id === request.params['reaction_id']);
  if (reaction === undefined) throw refusedBy(request, 231_011);
  if (reaction.by !== appId) throw wrong(231_007, 'the reaction is not the app’s');
  message.reactions = message.reactions.filter((one) => one !== reaction);
  stage.emit(
    'im.message.reaction.deleted_v1',
    reactionEvent(stage, message.id, reaction.type, appId),
  );
  return view(stage, reaction);
};

const list = (stage: Stage, request: ApiRequest): Json => {
  const message = messageOf(stage, request, request.params['message_id'] ?? '');
  const type = request.query['reaction_type'];
  const found = message.reactions.filter((one) => type === undefined || one.type === type);
  return page(
    found.map((one) => view(stage, one)),
    request.query,
    20,
  );
};

export const reactionHandlers: Handlers = {
  [`POST ${REACTIONS}`]: add,
  [`GET ${REACTIONS}`]: list,
  [`DELETE ${REACTIONS}/:reaction_id`]: remove,
};
