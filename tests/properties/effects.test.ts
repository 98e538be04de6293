import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Intent } from '#domain/effects.ts';
import { markKey } from '#domain/incident/deadlines.ts';
import { effectsOf } from '#domain/incident/effects.ts';
import type { Notice } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { archivingPolicy } from '../support/policy.ts';
import { steps } from './arbitrary-steps.ts';
import { play, type Moment } from './play.ts';

const RUNS = { numRuns: 1_000 };
// A second or two on an idle machine; the rest is for busy ones.
vi.setConfig({ testTimeout: 60_000 });

const effects = ({ before, events, after }: Moment): readonly Intent[] =>
  after === undefined ? [] : effectsOf(before, events, after, archivingPolicy);

const onFile = new Set(archivingPolicy.organisation.people.map(({ id }) => id));

/** Whether a live card has something to show. */
const exists = (state: IncidentState, { card }: Extract<Intent, { do: 'refresh' }>): boolean => {
  switch (card.card) {
    case 'approval':
      return state.approvals[card.approval] !== undefined;
    case 'announcement':
      return state.announcements.some(({ id }) => id === card.id);
    case 'wording':
      return state.wordings.some(({ id }) => id === card.id);
    case 'standbyCounter':
      return state.standby !== undefined;
    case 'status':
    case 'checklist':
    case 'report':
    case 'feedStatus':
      return true;
  }
};

/** Deadlines that a message of the engine is about. */
const spokenOf = (notice: Notice): readonly string[] => {
  if (notice.card === 'reminder') return notice.deadlines.map(markKey);
  return notice.card === 'breach' || notice.card === 'escalation'
    ? notice.overdue.map(({ deadline }) => markKey(deadline))
    : [];
};

describe('what the world hears, whatever happens', () => {
  it('given one command, then every post has a key of its own and the keys are the same each time', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const moment of play(run)) {
          const intents = effects(moment);
          const keys = intents.flatMap((intent) => (intent.do === 'post' ? [intent.key] : []));
          expect(new Set(keys).size).toBe(keys.length);
          expect(isDeepStrictEqual(effects(moment), intents)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('given any intent, then it is plain data, live cards show what exists, and only people of the file are invited', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const heard = play(run).flatMap((moment) =>
          effects(moment).map((intent) => ({ intent, after: moment.after })),
        );
        const odd = heard.filter(
          ({ intent, after }) =>
            !isDeepStrictEqual(JSON.parse(JSON.stringify(intent)), intent) ||
            (intent.do === 'refresh' && (after === undefined || !exists(after, intent))) ||
            (intent.do === 'invite' && !intent.people.every((id) => onFile.has(id))),
        );
        expect(odd).toEqual([]);
      }),
      RUNS,
    );
  });

  it('given a command that changes nothing, then nobody hears of it', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const nothing = play(run).filter(({ events }) => events.length === 0);
        expect(nothing.flatMap(effects)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('given a sweep, then each place gets at most one message of a kind, and hears of each deadline once', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const moment of play(run)) {
          if (moment.command.type !== 'deadlinesPassed') continue;
          const told = effects(moment).flatMap((intent) =>
            intent.do === 'post' && intent.place.kind !== 'person'
              ? [{ place: JSON.stringify(intent.place), notice: intent.notice }]
              : [],
          );
          const messages = told.map(({ place, notice }) => `${notice.card} ${place}`);
          expect(new Set(messages).size).toBe(messages.length);
          const heard = told.flatMap(({ place, notice }) =>
            spokenOf(notice).map((deadline) => `${deadline} ${place}`),
          );
          expect(new Set(heard).size).toBe(heard.length);
        }
      }),
      RUNS,
    );
  });
});
