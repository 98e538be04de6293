import { describe, expect, it } from 'vitest';
import {
  decideOrganisation,
  evolveOrganisation,
  NO_CHANGES,
  type OrganisationIntent,
  type OrganisationState,
} from '#domain/organisation/stream.ts';
import { isRejected } from '#domain/rejection.ts';
import { shippedPolicy } from '../support/policy.ts';

const decide = (state: OrganisationState, who: string, intent: OrganisationIntent) =>
  decideOrganisation(
    state,
    { ...intent, meta: { now: 1_000, actor: { id: who, name: who, groups: [] }, via: 'slack' } },
    shippedPolicy,
  );
const after = (
  state: OrganisationState,
  who: string,
  intent: OrganisationIntent,
): OrganisationState => {
  const decision = decide(state, who, intent);
  if (isRejected(decision)) throw new Error(decision.rejected.code);
  return decision.events.reduce(evolveOrganisation, state);
};
const bind = (messenger: string, account: string, person?: string): OrganisationIntent => ({
  type: 'bind',
  messenger,
  account,
  ...(person === undefined ? {} : { person: { id: person, name: person } }),
});

describe('what people change about themselves', () => {
  it('given an account nobody has, when bound, then it is linked to who asks, or to the person named', () => {
    const state = after(NO_CHANGES, 'qian', bind('feishu', 'ou_qian2'));
    expect(state.links).toEqual({ 'feishu:ou_qian2': { id: 'qian', name: 'qian' } });
    expect(after(state, 'slack U_X', bind('slack', 'U_X', 'wu')).links['slack:U_X']?.id).toBe('wu');
  });

  it('given an account of the organisation file or a link of another person, then it is refused and says whose it is', () => {
    expect(decide(NO_CHANGES, 'qian', bind('slack', 'U_LIN'))).toEqual({
      rejected: { code: 'account-taken', messenger: 'slack', by: { id: 'lin', name: '林悦' } },
    });
    const state = after(NO_CHANGES, 'qian', bind('feishu', 'ou_new'));
    expect(decide(state, 'zhao', bind('feishu', 'ou_new'))).toMatchObject({
      rejected: { code: 'account-taken', by: { id: 'qian' } },
    });
  });

  it('given one’s own account again, then nothing happens; the same id on another messenger is another account', () => {
    const state = after(NO_CHANGES, 'qian', bind('feishu', 'ou_new'));
    expect(decide(state, 'qian', bind('feishu', 'ou_new'))).toEqual({ events: [] });
    expect(decide(state, 'lin', bind('slack', 'U_LIN'))).toEqual({ events: [] });
    expect(Object.keys(after(state, 'zhao', bind('slack', 'ou_new')).links)).toHaveLength(2);
  });

  it('given a language, then it is kept for that person; the same again is nothing', () => {
    const state = after(NO_CHANGES, 'wang', { type: 'setLocale', locale: 'en' });
    expect(state.locales).toEqual({ wang: 'en' });
    expect(decide(state, 'wang', { type: 'setLocale', locale: 'en' })).toEqual({ events: [] });
  });

  it('given an event, then it says when, who and by which way', () => {
    expect(decide(NO_CHANGES, 'wang', { type: 'setLocale', locale: 'en' })).toMatchObject({
      events: [{ occurredAt: 1_000, recordedAt: 1_000, actor: { id: 'wang' }, via: 'slack' }],
    });
  });

  it('given accounts called like parts of every object, then they are bound like any other', () => {
    const state = after(NO_CHANGES, 'qian', bind('slack', 'constructor'));
    expect(state.links['slack:constructor']?.id).toBe('qian');
    expect(after(NO_CHANGES, 'constructor', { type: 'setLocale', locale: 'en' }).locales).toEqual({
      constructor: 'en',
    });
  });
});
