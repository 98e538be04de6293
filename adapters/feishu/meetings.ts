import { HOUR } from '#domain/time.ts';
import type { MeetingPlan } from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import { read, reservedMeeting } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { idOf } from './web/ids.ts';

/** How long people may still join (vc/reserves/apply takes at most 30 days). */
const OPEN_FOR = 24 * HOUR;

/** No permission for the call (99991672), none for meetings in this tenant (121005), not supported (121002). */
const NOT_HERE = [99_991_672, 121_005, 121_002] as const;

/**
 * The link of a reserved meeting; undefined where the app may reserve none. A repeat reserves another one, which
 * nobody hears of.
 */
export const createStartMeeting =
  (api: FeishuApi, clock: Clock) =>
  async ({ topic, host }: MeetingPlan): Promise<string | undefined> => {
    try {
      const answer = await api.call({
        method: 'POST',
        path: '/open-apis/vc/v1/reserves/apply',
        query: { user_id_type: 'open_id' },
        body: {
          end_time: String(Math.ceil((clock.now() + OPEN_FOR) / 1000)),
          owner_id: idOf('person', host.id),
          meeting_settings: { topic },
        },
      });
      return read(reservedMeeting, answer).reserve.url;
    } catch (error) {
      if (refusedWith(error, NOT_HERE)) return undefined;
      throw error;
    }
  };
