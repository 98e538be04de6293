import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import { head } from './cut.ts';
import type { View } from './view.ts';
import { levelWord, scenarioName, words } from './view.ts';

const ASCII_LIMIT = 80;
const TOPIC_LIMIT = 250;

const PURPOSE_LIMIT = 250;

/** Told apart from the room it took the place of. */
const ordinal = (room: number): string => (room > 1 ? `-${room}` : '');

const asciiName = (state: IncidentState, room: number): string => {
  const scenario = state.playbooks[0]?.playbook.id ?? 'incident';
  return `${state.key}-${scenario}`
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/gu, '-')
    .replace(/-+/gu, '-')
    .slice(0, ASCII_LIMIT - ordinal(room).length)
    .replace(/^-|-$/gu, '')
    .concat(ordinal(room));
};

const tag = (state: IncidentState, view: View): string => {
  const { room } = words(view).status;
  const level =
    state.severity === undefined
      ? words(view).common.pendingGrade
      : levelWord(state.severity, state.scheme, view);
  switch (state.phase) {
    case 'triage':
    case 'active':
      return room.tag(level);
    case 'monitoring':
      return room.tagWith(level, room.monitoring);
    case 'closed':
      return room.tagWith(level, room.closed);
    case 'cancelled':
      return room.tag(words(view).common.phases.cancelled);
  }
};

interface RoomNames {
  readonly ascii: string;
  readonly display: string;
  readonly topic: string;
  readonly purpose: string;
}

/** The key stays whole; a long title is cut. */
const purposeOf = (state: IncidentState, view: View): string => {
  const { purpose } = words(view).rooms;
  const around = purpose(state.key, '').length;
  return purpose(state.key, head(state.title, PURPOSE_LIMIT - around));
};

/**
 * Names, topic and purpose of an incident's room: `inc-20261201-01-system-failure` where only ASCII is
 * allowed (Slack: a-z, 0-9, - and _, at most 80), 【重大】INC-20261201-01 系统故障 elsewhere. Topic and
 * purpose have at most 250 characters. `room`: 2 for the room that took the place of the first.
 */
export const roomNames = (state: IncidentState, policy: Policy, room = 1): RoomNames => {
  const view: View = {
    locale: state.locale,
    timezone: state.timezone,
    now: state.openedAt,
    policy,
  };
  const scenario = scenarioName(state, view);
  const display = `${tag(state, view)}${state.key} ${scenario}`;
  const topic = state.title === scenario ? display : `${display} · ${state.title}`;
  return {
    ascii: asciiName(state, room),
    display: `${display}${room > 1 ? ` ${room}` : ''}`,
    topic: head(topic, TOPIC_LIMIT),
    purpose: purposeOf(state, view),
  };
};
