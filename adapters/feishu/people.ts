import { type AccountRef, DeliveryError, type Messenger } from '#ports/messenger.ts';
import { type ListedUser, oneUser, read, userIds } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { isId } from './web/ids.ts';
import { PLATFORM } from './web/platform.ts';
import { createRecent } from './web/recent.ts';

const REMEMBERED = 5_000;
/** Nobody, or nobody the app may see. */
const NOBODY = [40_001, 41_012, 41_050, 99_992_351, 99_992_360, 99_992_361, 99_992_364] as const;

const nonEmpty = (...texts: readonly (string | undefined)[]): string | undefined =>
  texts.find((text) => text !== undefined && text.trim() !== '');

const accountFrom = (user: ListedUser): AccountRef => {
  const name = nonEmpty(user.name);
  const email = nonEmpty(user.email, user.enterprise_email);
  return {
    platform: PLATFORM,
    id: user.open_id,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
  };
};

const sameName = (left: string | undefined, right: string): boolean =>
  left !== undefined && left.trim().toLowerCase() === right.trim().toLowerCase();

/** Who the platform has under this open_id; undefined for nobody and for one who left. */
const byId = async (api: FeishuApi, id: string): Promise<AccountRef | undefined> => {
  if (!isId('person', id)) return undefined;
  try {
    const path = `/open-apis/contact/v3/users/${id}`;
    const query = { user_id_type: 'open_id' };
    const { user } = read(oneUser, await api.call({ method: 'GET', path, query }));
    return user.status?.is_resigned === true ? undefined : accountFrom(user);
  } catch (error) {
    if (refusedWith(error, NOBODY)) return undefined;
    throw error;
  }
};

/** The open_id behind an address; the platform has none for addresses of its own mailboxes. */
const idByEmail = async (api: FeishuApi, email: string): Promise<string | undefined> => {
  const answer = await api.call({
    method: 'POST',
    path: '/open-apis/contact/v3/users/batch_get_id',
    query: { user_id_type: 'open_id' },
    body: { emails: [email] },
  });
  const { user_list: found } = read(userIds, answer);
  const id = found.find(({ user_id: known }) => known !== undefined)?.user_id;
  return id !== undefined && isId('person', id) ? id : undefined;
};

/** People by account and address; by name only those met already, for there is no search for a bot. */
export const createLookup = (api: FeishuApi): Messenger['lookup'] => {
  const met = createRecent<AccountRef>(REMEMBERED);
  const remember = (account: AccountRef | undefined): AccountRef | undefined => {
    if (account !== undefined) met.set(account.id, { ...met.get(account.id), ...account });
    return account;
  };
  const byEmail = async (email: string): Promise<AccountRef | undefined> => {
    const id = await idByEmail(api, email);
    if (id === undefined) return undefined;
    try {
      const known = await byId(api, id);
      return { platform: PLATFORM, id, email, ...known };
    } catch (error) {
      // The account is known; the permission for names is another one.
      if (error instanceof DeliveryError && error.disposition === 'reauthorise')
        return { platform: PLATFORM, id, email };
      throw error;
    }
  };
  return async ({ id, email, name }) => {
    if (id !== undefined) return remember(await byId(api, id));
    if (email !== undefined) return remember(await byEmail(email.trim()));
    if (name === undefined) return undefined;
    const found = [...met.values()].filter((account) => sameName(account.name, name));
    return found.length === 1 ? found[0] : undefined;
  };
};
