import { routeFacts, type RouteFact } from '../../../support/feishu/facts.ts';

/** Everything of groups, messages, documents and people, and what answers and work use: all that is called, and more. */
const AREAS =
  /\/(?:im\/v1\/(?:chats|messages|pins)|docx\/v1|drive\/v\d\/(?:permissions|files)|contact\/v3\/users|bot\/v3|ephemeral|interactive|task\/v2|vc\/v1)\b/u;

/** Every documented API in the areas that the adapter works in. */
export const apisInUse: readonly RouteFact[] = routeFacts.filter(({ path }) => AREAS.test(path));
