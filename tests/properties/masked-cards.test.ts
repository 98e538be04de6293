import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { maskIntent } from '#app/mask-intent.ts';
import { answerCard } from '#cards/answer-card.ts';
import type { Card } from '#cards/card.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { rejectionCard } from '#cards/rejection-card.ts';
import { identityCheckCharacter, passesLuhn } from '#domain/check-digits.ts';
import type { Intent } from '#domain/effects.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { effectsOf } from '#domain/incident/effects.ts';
import type { Locale } from '#domain/locale.ts';
import { isRejected } from '#domain/rejection.ts';
import { archivingPolicy } from '../support/policy.ts';
import { steps, type Step } from './arbitrary-steps.ts';
import { play, type Moment } from './play.ts';

const RUNS = { numRuns: 1_000 };
vi.setConfig({ testTimeout: 120_000 });

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const phone = fc
  .tuple(fc.constantFrom('3', '5', '7', '8', '9'), digits(9))
  .map(([second, rest]) => `1${second}${rest}`);
const identity = digits(3)
  .map((tail) => `11010119900307${tail}`)
  .map((body) => body + identityCheckCharacter(body));
const bankCard = digits(14)
  .map((body) => `6${body}`)
  .map((body) => body + (Array.from('0123456789').find((last) => passesLuhn(body + last)) ?? ''));
const secret = fc.oneof(phone, identity, bankCard);

/** Ids that the core knows stay what they are; into everything else a person may type a number. */
const IDS = new Set([
  'type',
  'key',
  'scenario',
  'severity',
  'messengers',
  'up',
  'unreachable',
  'missed',
  'by',
  'asked',
  'rule',
  'metric',
  'op',
  'signal',
  'alert',
  'tickets',
  'ref',
  'handle',
  'locale',
  'role',
  'people',
  'owner',
  'to',
  'task',
  'deadline',
  'template',
  'id',
  'channel',
  'approval',
  'choice',
  'playbook',
  'reply',
  'category',
  'messenger',
  'room',
  'message',
  'field',
]);

const spoilt = (value: unknown, number: string): unknown => {
  if (typeof value === 'string') return `${value} ${number}`;
  if (Array.isArray(value)) return value.map((item) => spoilt(item, number));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, spoilt(inner, number)]),
  );
};

/** Why a room was lost, and what a ticket did, are words of the program's own. */
const isChosen = ({ intent: { type } }: Step, name: string): boolean =>
  (type === 'recordRoomLost' && name === 'reason') || (type === 'noteTickets' && name === 'did');

/** The step as it reaches the core when the person typed the number into every text of it. */
const typed = (step: Step, number: string): Step => {
  const intent = Object.fromEntries(
    Object.entries(step.intent).map(([name, value]) => [
      name,
      IDS.has(name) || isChosen(step, name) ? value : spoilt(value, number),
    ]),
  ) as IncidentIntent;
  return { ...step, intent: maskIntent(intent, archivingPolicy.common.mask) };
};

const shown = (moment: Moment, locale: Locale): readonly Card[] => {
  const { before, events, after, decision, now } = moment;
  if (after === undefined) return [];
  const view = { locale, timezone: 'Asia/Shanghai', now, policy: archivingPolicy };
  if (isRejected(decision)) return [rejectionCard(decision.rejected, view, { state: after })];
  const notices = effectsOf(before, events, after, archivingPolicy).flatMap((intent: Intent) => {
    if (intent.do === 'post') return [intent.notice];
    return intent.do === 'refresh' ? [intent.card] : [];
  });
  const answer = events.length === 0 ? [] : [answerCard(events, after, view)];
  return [...answer, ...notices.map((notice) => renderNotice(notice, after, view))];
};

describe('what people see, whatever was typed', () => {
  it('S4-02, S4-04: no card and no event holds a phone, identity or bank-card number that went in through any verb', () => {
    let cards = 0;
    fc.assert(
      fc.property(
        steps(),
        secret,
        fc.constantFrom<Locale>('zh-CN', 'en'),
        (run, number, locale) => {
          for (const moment of play(run.slice(0, 12).map((step) => typed(step, number)))) {
            const seen = shown(moment, locale);
            cards += seen.length;
            expect(JSON.stringify(moment.events)).not.toContain(number);
            expect(JSON.stringify(seen)).not.toContain(number);
          }
        },
      ),
      RUNS,
    );
    expect(cards).toBeGreaterThan(10_000); // a property that saw no card proves nothing
  });
});
