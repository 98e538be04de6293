import type { Steps } from './evolve.ts';

/** What became of deliveries. */
export const evolveDelivery: Steps<'delivery.abandoned' | 'people.urged' | 'todo.placed'> = {
  'delivery.abandoned': (state) => state,
  'people.urged': (state) => state,
  'todo.placed': (state, { data: { ref, messenger, handle } }) => ({
    ...state,
    todos: { ...state.todos, [ref]: { messenger, handle } },
  }),
};
