import { reject } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import type { CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import type { IncidentEvent } from './event.ts';
import {
  fact,
  happened,
  isEnded,
  nothing,
  PARTICIPANT,
  unlessAllowed,
  unlessPhase,
} from './fact.ts';
import { currentOutage, isHeardIn, messengersOf } from './outage.ts';
import type { IncidentState } from './state.ts';

const ALIVE = ['triage', 'active', 'monitoring', 'closed'] as const;

/** Chat stays in its messenger; what the others must know is carried over by hand, once a text. */
const relay = (state: IncidentState, { meta, text }: CommandOf<'relay'>, policy: Policy) => {
  const refused =
    unlessPhase(state, 'relay', ALIVE) ??
    unlessAllowed(state, meta, policy, 'relay', [...PARTICIPANT, 'dutyOps']);
  if (refused !== undefined) return refused;
  return messengersOf(state).some((messenger) => messenger !== meta.via)
    ? happened(fact(meta, 'chat.relayed', { text }))
    : reject({ code: 'nowhere-to-relay' });
};

const downFact = (
  state: IncidentState,
  { meta, messenger, since, unreachable, alone }: CommandOf<'recordPlatformDown'>,
): IncidentEvent => {
  // It happened when the time was over, not when the engine looked; never before the incident.
  const over = Math.max(since + state.engine.platformDownAfterMs, state.openedAt);
  const data = { messenger, since, unreachable, ...(alone ? { alone } : {}) };
  return fact(meta, 'platform.down', data, Math.min(over, meta.now));
};

/**
 * Told again at every tick while the messenger is down: the first time it is news, and later it may be
 * that at last another messenger works that can take the incident.
 */
const recordPlatformDown = (
  state: IncidentState,
  command: CommandOf<'recordPlatformDown'>,
): ReturnType<typeof happened> => {
  const { meta, messenger, up, unreachable } = command;
  if (isEnded(state)) return nothing;
  const hasRoom = messengersOf(state).includes(messenger);
  const isNews = currentOutage(state, messenger) === undefined;
  if (isNews && !hasRoom && unreachable.length === 0) return nothing;
  const [substitute] = isHeardIn(state, up) ? [] : up;
  return happened(
    ...(isNews ? [downFact(state, command)] : []),
    ...(substitute === undefined || !hasRoom
      ? []
      : [fact(meta, 'platform.substituted', { messenger, by: substitute })]),
  );
};

const recordPlatformUp = (
  state: IncidentState,
  { meta, messenger }: CommandOf<'recordPlatformUp'>,
) => {
  const outage = currentOutage(state, messenger);
  return outage === undefined
    ? nothing
    : happened(fact(meta, 'platform.up', { messenger, since: outage.since }));
};

/** One incident in several messengers: what is carried over by hand, and what goes on while one is down. */
export const decidePlatforms: Deciders<'relay' | 'recordPlatformDown' | 'recordPlatformUp'> = {
  relay,
  recordPlatformDown,
  recordPlatformUp,
};
