import type { PersonRef } from './person.ts';
import type { Policy } from './policy.ts';
import { participates } from './incident/people.ts';
import type { IncidentState } from './incident/state.ts';

/**
 * Whether a person may read the whole incident. Everyone of the organisation reads an ordinary one;
 * a confidential one only those who take part (S2-01, S2-25). Membership comes from the roster.
 */
export const mayRead = (state: IncidentState, person: PersonRef, policy: Policy): boolean => {
  const known = policy.organisation.people.some(({ id }) => id === person.id);
  return known && (!state.confidential || participates(state, person, policy));
};
