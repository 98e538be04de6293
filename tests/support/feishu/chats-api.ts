import type { Json } from './json.ts';
import { lengthOf, text, texts } from './json.ts';
import { Refused, wrong } from './refused.ts';
import type { ApiRequest, Handlers, Stage } from './stage.ts';
import { groupOf, newChat, page, refusedBy } from './stage.ts';
import type { StoredChat, World } from './world.ts';
import { personBy, unionIdOf } from './world.ts';

const UUID_MS = 10 * 60 * 60_000;
const MAX_AT_ONCE = 50;
const MAX_BOTS_AT_ONCE = 5;
const MAX_NAME = 60;
const MAX_DESCRIPTION = 100;
const CHATS = '/open-apis/im/v1/chats';

const idTypeOf = (request: ApiRequest, name: string): string => request.query[name] ?? 'open_id';

const idOf = (world: World, openId: string, idType: string): string => {
  const person = world.people.get(openId);
  if (person === undefined) return openId;
  if (idType === 'union_id') return unionIdOf(person);
  return idType === 'user_id' ? openId.replace(/^ou_/u, '') : openId;
};

const chatView = (world: World, chat: StoredChat, idType: string): Json => {
  const ownedByBot = chat.owner === world.appId;
  return {
    chat_id: chat.id,
    avatar: 'https://example.com/avatar.jpg',
    name: chat.name,
    description: chat.description,
    ...(ownedByBot ? {} : { owner_id: idOf(world, chat.owner, idType), owner_id_type: idType }),
    chat_mode: chat.kind,
    chat_type: 'private',
    chat_tag: 'inner',
    external: false,
    tenant_key: 'tenant',
    chat_status: chat.dissolved ? 'dissolved' : 'normal',
    user_count: String(chat.members.size),
    bot_count: chat.botInside ? '1' : '0',
  };
};

const checkNames = (body: Json): void => {
  const name = text(body, 'name');
  const description = text(body, 'description');
  if (lengthOf(name) > MAX_NAME) throw wrong(232_001, `the name is longer than ${MAX_NAME}`);
  if (lengthOf(description) > MAX_DESCRIPTION) {
    throw wrong(232_001, `the description is longer than ${MAX_DESCRIPTION}`);
  }
  if (text(body, 'chat_type') === 'public' && lengthOf(name) < 2) {
    throw wrong(232_020, 'the name of a public group has two characters or more');
  }
};

const peopleOf = (world: World, ids: readonly string[], idType: string) =>
  ids.map((id) => ({ id, person: personBy(world, idType, id) }));

/** Within ten hours the same uuid and owner give the group that was made first. */
const create = (stage: Stage, request: ApiRequest): Json => {
  const { world } = stage;
  const { body, query } = request;
  const idType = idTypeOf(request, 'user_id_type');
  const owner = text(body, 'owner_id') || world.appId;
  const key = `chat ${query['uuid'] ?? ''} ${owner}`;
  const made = stage.uuids.get(key);
  if (query['uuid'] !== undefined && made !== undefined && world.now() - made.at < UUID_MS) {
    const chat = world.chats.get(made.id);
    if (chat !== undefined) return chatView(world, chat, idType);
  }
  checkNames(body);
  const ids = texts(body, 'user_id_list');
  if (ids.length > MAX_AT_ONCE) throw wrong(232_001, `${ids.length} people at once`);
  if (texts(body, 'bot_id_list').length > MAX_BOTS_AT_ONCE) throw wrong(232_001, 'too many bots');
  const found = peopleOf(world, ids, idType);
  if (found.some(({ person }) => person === undefined || person.outside === true)) {
    throw refusedBy(request, 232_043);
  }
  const ownerPerson = owner === world.appId ? undefined : personBy(world, idType, owner);
  if (owner !== world.appId && ownerPerson === undefined) throw refusedBy(request, 232_030);
  const chat = newChat(world, {
    id: world.id('oc_'),
    name: text(body, 'name'),
    description: text(body, 'description'),
    kind: 'group',
    owner: ownerPerson?.openId ?? world.appId,
    creator: world.appId,
    members: [
      ...found.map(({ person }) => person?.openId ?? ''),
      ...(ownerPerson ? [ownerPerson.openId] : []),
    ],
  });
  if (query['uuid'] !== undefined)
    stage.uuids.set(key, { id: chat.id, at: world.now(), to: owner });
  return chatView(world, chat, idType);
};

const update = (stage: Stage, request: ApiRequest): Json => {
  const { body } = request;
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  checkNames(body);
  const { appId } = stage.world;
  const mayAll =
    chat.owner === appId ||
    (chat.creator === appId && stage.scopes.has('im:chat:operate_as_owner'));
  const others = Object.keys(body).filter(
    (name) => !['name', 'avatar', 'description', 'i18n_names'].includes(name),
  );
  if (!mayAll && others.length > 0) throw refusedBy(request, 232_016);
  if (
    (body['add_member_permission'] === undefined) !==
    (body['share_card_permission'] === undefined)
  ) {
    throw wrong(232_001, 'add_member_permission and share_card_permission change together');
  }
  if (body['name'] !== undefined) chat.name = text(body, 'name');
  if (body['description'] !== undefined) chat.description = text(body, 'description');
  return {};
};

const dissolve = (stage: Stage, request: ApiRequest): Json => {
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  if (chat.owner !== stage.world.appId) throw refusedBy(request, 232_017);
  chat.dissolved = true;
  return {};
};

/** `succeed_type` 1 takes whom it can and names the rest; otherwise an unknown id refuses all. */
const addMembers = (stage: Stage, request: ApiRequest): Json => {
  const { world } = stage;
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  const idType = idTypeOf(request, 'member_id_type');
  const ids = texts(request.body, 'id_list');
  if (ids.length === 0) throw wrong(232_001, 'id_list is empty');
  if (ids.length > (idType === 'app_id' ? MAX_BOTS_AT_ONCE : MAX_AT_ONCE)) {
    throw wrong(232_001, `${ids.length} ids at once`);
  }
  const found = peopleOf(world, ids, idType);
  const missing = found.filter(({ person }) => person === undefined).map(({ id }) => id);
  const outside = found.filter(({ person }) => person?.outside === true).map(({ id }) => id);
  const succeed = request.query['succeed_type'] ?? '0';
  if (missing.length > 0 && succeed !== '1') {
    throw new Refused(99_992_351, `these open ids not existed: ${missing.join(', ')}`);
  }
  if (outside.length > 0 && succeed === '2') throw refusedBy(request, 232_024);
  for (const { person } of found) {
    if (person !== undefined && person.outside !== true) chat.members.add(person.openId);
  }
  return {
    invalid_id_list: outside,
    not_existed_id_list: missing,
    pending_approval_id_list: [],
  };
};

const removeMembers = (stage: Stage, request: ApiRequest): Json => {
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  const idType = idTypeOf(request, 'member_id_type');
  const invalid: string[] = [];
  for (const { id, person } of peopleOf(stage.world, texts(request.body, 'id_list'), idType)) {
    if (person === undefined || !chat.members.delete(person.openId)) invalid.push(id);
  }
  return { invalid_id_list: invalid };
};

const listMembers = (stage: Stage, request: ApiRequest): Json => {
  const { world } = stage;
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  const idType = idTypeOf(request, 'member_id_type');
  const items = [...chat.members].map((openId) => ({
    member_id_type: idType,
    member_id: idOf(world, openId, idType),
    name: world.people.get(openId)?.name ?? '',
    tenant_key: 'tenant',
  }));
  return { ...page(items, request.query, 20), member_total: items.length };
};

/** Groups the bot is in. */
const groups = (stage: Stage): readonly StoredChat[] =>
  [...stage.world.chats.values()].filter(
    ({ kind, botInside, dissolved }) => kind === 'group' && botInside && !dissolved,
  );

const list = (stage: Stage, request: ApiRequest, wanted: (chat: StoredChat) => boolean): Json =>
  page(
    groups(stage)
      .filter(wanted)
      .map((chat) => chatView(stage.world, chat, idTypeOf(request, 'user_id_type'))),
    request.query,
    20,
  );

export const chatHandlers: Handlers = {
  [`POST ${CHATS}`]: create,
  [`GET ${CHATS}`]: (stage, request) => list(stage, request, () => true),
  [`GET ${CHATS}/search`]: (stage, request) =>
    list(stage, request, ({ name }) => name.includes(request.query['query'] ?? '')),
  [`GET ${CHATS}/:chat_id`]: (stage, request) => {
    const chat = stage.world.chats.get(request.params['chat_id'] ?? '');
    if (chat === undefined) throw wrong(232_006, 'there is no such chat');
    return chatView(stage.world, chat, idTypeOf(request, 'user_id_type'));
  },
  [`PUT ${CHATS}/:chat_id`]: update,
  [`DELETE ${CHATS}/:chat_id`]: dissolve,
  [`POST ${CHATS}/:chat_id/members`]: addMembers,
  [`DELETE ${CHATS}/:chat_id/members`]: removeMembers,
  [`GET ${CHATS}/:chat_id/members`]: listMembers,
  [`GET ${CHATS}/:chat_id/members/is_in_chat`]: (stage, request) => ({
    is_in_chat: stage.world.chats.get(request.params['chat_id'] ?? '')?.botInside === true,
  }),
};
