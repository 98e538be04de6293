import type { Json } from './json.ts';
import { texts } from './json.ts';
import { Refused } from './refused.ts';
import type { ApiRequest, Handlers, Stage } from './stage.ts';
import { refusedBy } from './stage.ts';
import type { FakePerson } from './world.ts';
import { nameOf, personBy, unionIdOf } from './world.ts';

const idFor = (person: FakePerson, idType: string): string => {
  if (idType === 'union_id') return unionIdOf(person);
  return idType === 'user_id' ? person.openId.replace(/^ou_/u, '') : person.openId;
};

/** An unknown address gives an entry without an id. */
const batchGetId = (stage: Stage, request: ApiRequest): Json => {
  const idType = request.query['user_id_type'] ?? 'open_id';
  return {
    user_list: [
      ...texts(request.body, 'emails').map((email) => {
        const person = personBy(stage.world, 'email', email);
        return person === undefined ? { email } : { user_id: idFor(person, idType), email };
      }),
      ...texts(request.body, 'mobiles').map((mobile) => ({ mobile })),
    ],
  };
};

const get = (stage: Stage, request: ApiRequest): Json => {
  const idType = request.query['user_id_type'] ?? 'open_id';
  const person = personBy(stage.world, idType, request.params['user_id'] ?? '');
  if (person === undefined) throw refusedBy(request, 41_012);
  if (person.outside === true) throw new Refused(41_050, 'no user authority');
  const { scopes } = stage;
  return {
    user: {
      open_id: person.openId,
      union_id: unionIdOf(person),
      ...(scopes.has('contact:user.base:readonly') ? { name: person.name } : {}),
      ...(scopes.has('contact:user.email:readonly') && person.email !== undefined
        ? { email: person.email }
        : {}),
    },
  };
};

const CONTACT = '/open-apis/contact/v3/users';
export const peopleHandlers: Handlers = {
  [`POST ${CONTACT}/batch_get_id`]: batchGetId,
  [`GET ${CONTACT}/:user_id`]: get,
  'GET /open-apis/bot/v3/info': ({ world }) => ({
    bot: {
      activate_status: 2,
      app_name: nameOf(world, world.appId),
      avatar_url: 'https://example.com/avatar.jpg',
      ip_white_list: [],
      open_id: world.botOpenId,
    },
  }),
};
