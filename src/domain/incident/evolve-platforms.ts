import type { Steps } from './evolve.ts';
import { endOutages } from './outage.ts';

/** Messengers that go down and come back. */
export const evolvePlatforms: Steps<
  'chat.relayed' | 'platform.down' | 'platform.substituted' | 'platform.up'
> = {
  'chat.relayed': (state) => state,
  'platform.down': (state, { data }) => ({
    ...state,
    outages: [...(state.outages ?? []), data],
  }),
  'platform.substituted': (state, { data }) => ({
    ...state,
    messengers: state.messengers.includes(data.by)
      ? state.messengers
      : [...state.messengers, data.by],
  }),
  'platform.up': (state, { data, recordedAt }) => ({
    ...state,
    ...endOutages(state, recordedAt, data.messenger),
  }),
};
