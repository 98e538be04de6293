import type { Intent } from '#domain/effects.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import type { DeliveryOf } from './delivery.ts';
import { RANK, row } from './delivery-rows.ts';
import { call, type Delivered, type DeliverDeps, type Sending, UNASKED } from './sending.ts';
import { type ExpandContext, roomMessengers } from './spots.ts';

/** The first messenger of the incident that has meetings makes one. */
export const meetingRows = (
  { host }: Extract<Intent, { do: 'startMeeting' }>,
  context: ExpandContext,
  index: number,
): readonly NewOutboxRow[] => {
  const { state, version, messengers } = context;
  const messenger = roomMessengers(state, messengers).find(
    (name) => messengers.get(name)?.meetings === true,
  );
  if (messenger === undefined) return [];
  return [
    row(context, {
      key: `${state.key}|${messenger}|meeting|v${version}.${index}`,
      lane: `decor:${state.key}:${messenger}:meeting`,
      messenger,
      rank: RANK.urgent,
      job: { do: 'meeting', host },
    }),
  ];
};

/** Makes a meeting hosted by whoever started it, or else by the first of the room who has an account. */
export const deliverMeeting = async (
  deps: DeliverDeps,
  { delivery, state, messenger, key }: Sending<DeliveryOf<'meeting'>>,
): Promise<Delivered> => {
  const { platform } = messenger;
  const people = [delivery.host, ...Object.keys(state.joined)];
  const accounts = await Promise.all(
    people.map((person) => deps.directory.accountOn(person, platform)),
  );
  const host = accounts.find((account) => account !== undefined);
  if (host === undefined) return UNASKED;
  const topic = `${state.key} ${state.title}`;
  const url = await call(deps, 'startMeeting', () => messenger.startMeeting({ topic, host }, key));
  if (url === undefined) return UNASKED;
  return { posted: [], facts: [{ type: 'recordMeetingLink', messenger: platform, url }] };
};
