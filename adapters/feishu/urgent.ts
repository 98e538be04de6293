import type { Loudness } from '#domain/effects.ts';
import type { AccountRef, MessageRef, Urged } from '#ports/messenger.ts';
import { read, urgentAnswer } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';
import { codeOf, refusedWith } from './web/errors.ts';
import { idOf, isId } from './web/ids.ts';

/**
 * 加急: a buzz in the app, an SMS, a phone call; the last two are paid for by the tenant. A call that may not be
 * made becomes an SMS, that becomes a buzz. Throws DeliveryError only for what may be repeated.
 */
export type Urge = (
  message: MessageRef,
  people: readonly AccountRef[],
  by: Loudness,
) => Promise<Urged>;

const GENTLER: Readonly<Record<Loudness, Loudness | undefined>> = {
  phone: 'sms',
  sms: 'app',
  app: undefined,
};

/** The quota of this kind is used up (230024), or there is no permission for it: a gentler kind may do. */
const NO_QUOTA = 230_024;
const NO_PERMISSION = 99_991_672;
const USELESS = [NO_QUOTA, NO_PERMISSION] as const;

/**
 * Too many unread (230023), only owners may (230052), the message is folded (230098) or not the bot's (230012), all
 * are invalid (230001), outside availability (230013), not for this message or tenant (230054, 230027).
 */
const REFUSED = [
  ...USELESS,
  230_001,
  230_012,
  230_013,
  230_023,
  230_027,
  230_052,
  230_054,
  230_098,
] as const;

const MOST_PEOPLE = 200;
const NOT_IN_GROUP = 'not-in-group';

const failedAll = (people: readonly AccountRef[], reason: string): Urged['failed'] =>
  people.map((account) => ({ account, reason }));

/** `urgent` of messages; what is refused is reported, so that whoever escalates can try another way. */
export const createUrge = (api: FeishuApi): Urge => {
  const urge: Urge = async (message, people, by) => {
    const called = people.filter(({ id }) => isId('person', id)).slice(0, MOST_PEOPLE);
    const rest = failedAll(
      people.filter((account) => !called.includes(account)),
      NOT_IN_GROUP,
    );
    if (called.length === 0) return { reached: [], failed: rest, by };
    try {
      const answer = await api.call({
        method: 'PATCH',
        path: `/open-apis/im/v1/messages/${idOf('message', message.id)}/urgent_${by}`,
        query: { user_id_type: 'open_id' },
        body: { user_id_list: called.map(({ id }) => id) },
      });
      const { invalid_user_id_list: invalid } = read(urgentAnswer, answer);
      const missed = called.filter(({ id }) => invalid.includes(id));
      return {
        reached: called.filter((account) => !missed.includes(account)),
        failed: [...failedAll(missed, NOT_IN_GROUP), ...rest],
        by,
      };
    } catch (error) {
      if (!refusedWith(error, REFUSED)) throw error;
      const gentler = refusedWith(error, USELESS) ? GENTLER[by] : undefined;
      if (gentler !== undefined) return urge(message, people, gentler);
      return { reached: [], failed: [...failedAll(called, String(codeOf(error))), ...rest], by };
    }
  };
  return urge;
};
