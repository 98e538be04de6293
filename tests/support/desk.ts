import { decideIncident } from '#domain/incident/decide.ts';
import { effectsOf } from '#domain/incident/effects.ts';
import type { IncidentCommand, IncidentIntent } from '#domain/incident/command.ts';
import type { IncidentEvent, IncidentEventType, EventOf } from '#domain/incident/event.ts';
import { foldIncident } from '#domain/incident/evolve.ts';
import { actorOf, inviteesOf } from '#domain/incident/people.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { timersOf } from '#domain/incident/timers.ts';
import type { Intent } from '#domain/effects.ts';
import { SYSTEM } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import { isRejected, type Rejection } from '#domain/rejection.ts';
import { shippedPolicy } from './policy.ts';

const TICK_MS = 30_000;

/** A moment of the scripts: local time of Asia/Shanghai. */
export const local = (day: string, clock: string): number =>
  Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}+08:00`);

export interface Told {
  readonly at: number;
  readonly intent: Extract<Intent, { do: 'post' }>;
}

export interface Heard {
  readonly at: number;
  readonly intent: Intent;
}

/**
 * Runs the core alone: commands in, events out, with the engine's tick every 30 seconds in between and
 * rooms that open and fill at once. No store, no messenger, no clock but the script's.
 */
export class Desk {
  readonly events: IncidentEvent[] = [];
  readonly told: Told[] = [];
  /** Every intent, posts included. */
  readonly heard: Heard[] = [];
  state: IncidentState | undefined;
  rejection: Rejection | undefined;
  now: number;
  private readonly day: string;
  private startedAt: number;
  policy: Policy;

  constructor(day: string, clock: string, policy: Policy = shippedPolicy) {
    this.day = day;
    this.now = local(day, clock);
    this.startedAt = this.now;
    this.policy = policy;
  }

  /** The incident; fails the test when it was never opened. */
  get incident(): IncidentState {
    if (this.state === undefined) throw new Error('no incident yet');
    return this.state;
  }

  /** Lets the clock run to a time of the day (or of another day), sweeping at :00 and :30. */
  at(clock: string, day = this.day): this {
    const until = local(day, clock);
    for (
      let tick = (Math.floor(this.now / TICK_MS) + 1) * TICK_MS;
      tick <= until;
      tick += TICK_MS
    ) {
      this.now = tick;
      this.sweep();
    }
    this.now = until;
    return this;
  }

  /** The process was away from now until `clock`, then sweeps at once. */
  down(until: string): this {
    this.now = local(this.day, until);
    this.startedAt = this.now;
    this.sweep();
    return this;
  }

  /** A person acts; a rejection is kept in `rejection` and changes nothing. */
  by(person: string, intent: IncidentIntent, via = 'sandbox'): this {
    const actor = actorOf(this.policy, person) ?? { id: person, name: person, groups: [] };
    return this.run({ ...intent, meta: { now: this.now, actor, via } });
  }

  private sweep(): void {
    const { state } = this;
    if (state === undefined) return;
    if (!timersOf(state, this.policy).some(({ dueAt }) => dueAt <= this.now)) return;
    this.run({
      type: 'deadlinesPassed',
      startedAt: this.startedAt,
      meta: { now: this.now, actor: SYSTEM, via: 'timer' },
    });
  }

  private run(command: IncidentCommand): this {
    const decision = decideIncident(this.state, command, this.policy);
    if (isRejected(decision)) {
      this.rejection = decision.rejected;
      return this;
    }
    this.rejection = undefined;
    const before = this.state;
    this.events.push(...decision.events);
    this.state = foldIncident(before, decision.events);
    if (this.state === undefined) return this;
    for (const intent of effectsOf(before, decision.events, this.state, this.policy)) {
      this.heard.push({ at: this.now, intent });
      if (intent.do === 'post') this.told.push({ at: this.now, intent });
    }
    this.settleRooms(command);
    return this;
  }

  /** Rooms open and people arrive within the same second. */
  private settleRooms(command: IncidentCommand): void {
    if (command.meta.via === 'delivery' || this.state === undefined) return;
    const meta = { now: this.now, actor: SYSTEM, via: 'delivery' };
    const missing = inviteesOf(this.state, this.policy).filter(
      ({ id }) => this.state?.joined[id] === undefined,
    );
    for (const messenger of this.state.messengers)
      if (this.state.rooms[messenger] === undefined)
        this.run({
          type: 'recordRoomOpened',
          messenger,
          room: `R-${messenger}`,
          name: 'room',
          meta,
        });
    if (missing.length > 0)
      this.run({ type: 'recordJoined', messenger: 'sandbox', people: missing, meta });
  }

  of<T extends IncidentEventType>(type: T): readonly EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** When and of what the engine reminded: "10:08:00 switch-backup+manual-recording". */
  get reminders(): readonly string[] {
    return this.told
      .filter(({ intent }) => intent.notice.card === 'reminder')
      .map(({ at, intent }) => {
        const deadlines = intent.notice.card === 'reminder' ? intent.notice.deadlines : [];
        return `${clockOf(at)} ${deadlines.map(({ id }) => id.replace(/^task:/, '')).join('+')}`;
      });
  }

  task(id: string) {
    const task = this.incident.tasks.find((candidate) => candidate.id === id);
    if (task === undefined)
      throw new Error(`no task ${id}: ${this.incident.tasks.map((known) => known.id).join(', ')}`);
    return task;
  }

  /** Clock time at which a task is due. */
  due(id: string): string {
    return clockOf(this.task(id).dueAt).replace(/:00$/, '');
  }
}

/** "10:08:00" in Asia/Shanghai. */
export const clockOf = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(11, 19);

/** The intent that opens an incident, with what a test does not care about filled in. */
export const opening = (
  scenario: string,
  title: string,
  more: Partial<Extract<IncidentIntent, { type: 'open' }>> = {},
): IncidentIntent => ({
  type: 'open',
  key: 'INC-20261201-01',
  scenario,
  title,
  scope: {},
  flags: [],
  messengers: ['sandbox'],
  locale: 'zh-CN',
  ...more,
});
