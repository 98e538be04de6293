import type { Steps } from './evolve.ts';
import { endOutages } from './outage.ts';

/** Messengers that go down and come back. */
export const evolvePlatforms: Steps<
  | 'chat.relayed'
  | 'people.urged'
  | 'signal.heard'
  | 'todo.placed'
  | 'platform.down'
  | 'platform.substituted'
  | 'platform.up'
> = {
  'chat.relayed': (state) => state,
  'people.urged': (state) => state,
  'signal.heard': (state) => state,
  'todo.placed': (state, { data: { ref, messenger, handle } }) => ({
    ...state,
    todos: { ...state.todos, [ref]: { messenger, handle } },
  }),
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
