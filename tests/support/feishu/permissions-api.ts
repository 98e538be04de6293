import { documentOf } from './documents-api.ts';
import type { Json } from './json.ts';
import { text } from './json.ts';
import { wrong } from './refused.ts';
import type { ApiRequest, Handlers, Stage } from './stage.ts';
import { refusedBy } from './stage.ts';

const V1 = '/open-apis/drive/v1/permissions/:token/members';
const V2 = '/open-apis/drive/v2/permissions/:token/public';

const checkMember = (stage: Stage, request: ApiRequest): void => {
  const id = text(request.body, 'member_id');
  const type = text(request.body, 'member_type');
  if (type === 'openchat') {
    const chat = stage.world.chats.get(id);
    if (chat === undefined) throw wrong(1_063_001, `there is no chat ${id}`);
    if (!chat.botInside || chat.dissolved) throw refusedBy(request, 1_063_003);
    return;
  }
  if (type !== 'openid') throw wrong(1_063_001, `members of type ${type} are not modelled`);
  if (!stage.world.people.has(id)) throw wrong(1_063_001, `there is nobody ${id}`);
};

/** The document of the app, shared with a group or a person. */
const addMember = (stage: Stage, request: ApiRequest): Json => {
  const document = documentOf(stage, request.params['token'] ?? '');
  if (request.query['type'] !== 'docx') throw wrong(1_063_001, 'the type of a document is docx');
  checkMember(stage, request);
  const { body } = request;
  const type = text(body, 'member_type');
  document.permissions.add(`${type}:${text(body, 'member_id')}:${text(body, 'perm')}`);
  return {
    member: {
      member_type: type,
      member_id: text(body, 'member_id'),
      perm: text(body, 'perm'),
      type: text(body, 'type'),
    },
  };
};

const listMembers = (stage: Stage, request: ApiRequest): Json => ({
  items: [...documentOf(stage, request.params['token'] ?? '').permissions].map((permission) => {
    const [member_type = '', member_id = '', perm = ''] = permission.split(':');
    return { member_type, member_id, perm };
  }),
});

const setPublic = (stage: Stage, request: ApiRequest): Json => {
  const document = documentOf(stage, request.params['token'] ?? '');
  const link = text(request.body, 'link_share_entity');
  if (link !== '') document.permissions.add(`link:${link}`);
  return { permission_public: request.body };
};

export const permissionHandlers: Handlers = {
  [`POST ${V1}`]: addMember,
  [`GET ${V1}`]: listMembers,
  [`PATCH ${V2}`]: setPublic,
  [`GET ${V2}`]: (stage, request) => {
    const { permissions } = documentOf(stage, request.params['token'] ?? '');
    const link = [...permissions].find((one) => one.startsWith('link:'))?.slice(5) ?? 'closed';
    return { permission_public: { link_share_entity: link } };
  },
};
