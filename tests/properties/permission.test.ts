import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { IncidentEvent } from '#domain/incident/event.ts';
import { actorOf, holdsRole, participates } from '#domain/incident/people.ts';
import type { Approval, IncidentState } from '#domain/incident/state.ts';
import { SYSTEM, type PersonRef } from '#domain/person.ts';
import { archivingPolicy } from '../support/policy.ts';
import { steps } from './arbitrary-steps.ts';
import { play, type Moment } from './play.ts';

const RUNS = { numRuns: 1_000 };
// A second or two on an idle machine; the rest is for busy ones.
vi.setConfig({ testTimeout: 60_000 });
const ROLES = archivingPolicy.common.roles.map(({ id }) => id).filter((id) => id !== 'standby');

const isOutsider = ({ before, command }: Moment): boolean => {
  const { actor } = command.meta;
  return (
    before !== undefined &&
    actor.id !== SYSTEM.id &&
    !participates(before, actor, archivingPolicy) &&
    !ROLES.some((role) => holdsRole(before, actor, role, archivingPolicy))
  );
};

/** What somebody without any part may do: offer help, answer a call, and tick what their role was given. */
const mayAnyone = (event: IncidentEvent, before: IncidentState): boolean => {
  const isActor = (person: PersonRef | undefined): boolean => person?.id === event.actor.id;
  const { type, data } = event;
  if (type === 'vote.ignored') return true;
  if (type === 'standby.replied') return before.standby !== undefined;
  if (type === 'deadline.acknowledged')
    return (
      data.deadline.owners.some(isActor) ||
      holdsRole(before, event.actor, data.deadline.role, archivingPolicy)
    );
  if (type === 'action.done')
    return before.actions.some(({ id, owner }) => id === data.id && isActor(owner));
  if (type === 'handover.accepted') return isActor(before.handovers[data.role]?.to);
  if (type === 'role.assigned')
    return data.role === 'responder' || isActor(before.handovers[data.role]?.to);
  if (type !== 'task.done' && type !== 'task.skipped') return false;
  const role = before.tasks.find(({ id }) => id === data.id)?.role ?? '';
  return 'by' in data || holdsRole(before, event.actor, role, archivingPolicy);
};

/** Edits of chat messages are told by the messenger, which knows whose they are. */
const isByMessenger = ({ command }: Moment): boolean => command.type.startsWith('message');

describe('rights, whatever anybody asks for', () => {
  it('given somebody without any part in it, then nothing changes but what anyone may do', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const moment of play(run).filter(isOutsider)) {
          const { before } = moment;
          if (before === undefined || isByMessenger(moment)) continue;
          expect(moment.events.filter((event) => !mayAnyone(event, before))).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('given somebody who is not in the organisation file, then at most a vote is noted as ignored', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const moment of play(run)) {
          const { command, before, events } = moment;
          const { actor } = command.meta;
          const known = actor.id === SYSTEM.id || actorOf(archivingPolicy, actor.id) !== undefined;
          if (known || before === undefined || isByMessenger(moment)) continue;
          const kinds = new Set(events.map(({ type }) => type));
          kinds.delete('vote.ignored');
          // An open standby call takes an answer from any agent; what a person owes they may acknowledge.
          for (const kind of ['standby.replied', 'deadline.acknowledged', 'action.done'] as const)
            kinds.delete(kind);
          expect([...kinds]).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('given a lower level, then it came from command or leadership with a reason', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const { before, events } of play(run))
          for (const event of events) {
            if (event.type !== 'incident.graded' || before === undefined) continue;
            const { from, severity, reason } = event.data;
            if (from === undefined || severity <= from) continue;
            expect(reason?.trim()).toBeTruthy();
            expect(
              ['commandGroup', 'leadership'].some((role) =>
                holdsRole(before, event.actor, role, archivingPolicy),
              ),
            ).toBe(true);
          }
      }),
      RUNS,
    );
  });
});

const approverRoles = (state: IncidentState, approval: Approval): readonly (readonly string[])[] =>
  Object.values(approval.votes)
    .filter(({ choice }) => choice === 'approve')
    .map(({ by }) =>
      approval.eligible.filter((role) => holdsRole(state, by, role, archivingPolicy)),
    );

describe('approvals, whatever anybody votes', () => {
  it('given an approval, then enough eligible people other than its author voted, all required roles among them', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const { after, events } of play(run))
          for (const event of events) {
            if (event.type !== 'approval.approved' || event.data.preApproved === true) continue;
            const approval = after?.approvals[event.data.approval];
            if (after === undefined || approval === undefined) throw new Error('no such approval');
            const roles = approverRoles(after, approval);
            expect(event.data.by.length).toBeGreaterThanOrEqual(approval.quorum);
            expect(event.data.by.map(({ id }) => id)).not.toContain(approval.author.id);
            expect(roles.every((held) => held.length > 0)).toBe(true);
            for (const role of approval.mustInclude)
              expect(roles.some((held) => held.includes(role))).toBe(true);
          }
      }),
      RUNS,
    );
  });

  it('given a publication, then the text had been approved, or needed no vote', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const { before, events } of play(run))
          for (const event of events) {
            if (event.type !== 'announcement.published') continue;
            const announcement = before?.announcements.find(({ id }) => id === event.data.id);
            const approval = before?.approvals[`${event.data.id}.v${event.data.version}`];
            expect(['approved', 'published']).toContain(announcement?.status);
            expect(approval === undefined || approval.status === 'approved').toBe(true);
          }
      }),
      RUNS,
    );
  });

  it('given votes of one person, then they never count more than once', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const last = play(run).at(-1)?.after;
        for (const approval of Object.values(last?.approvals ?? {})) {
          expect(approval.counted).toBe(Object.keys(approval.votes).length);
          expect(Object.entries(approval.votes).every(([id, { by }]) => id === by.id)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});
