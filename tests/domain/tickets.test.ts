import { describe, expect, it } from 'vitest';
import { actorOf } from '#domain/incident/people.ts';
import { isRejected, type Rejection } from '#domain/rejection.ts';
import { SYSTEM } from '#domain/person.ts';
import type { TicketAct, TicketIntent, TicketIntentOf } from '#domain/ticket/command.ts';
import { decideTicket } from '#domain/ticket/decide.ts';
import { ticketEffects } from '#domain/ticket/effects.ts';
import type { TicketEvent } from '#domain/ticket/event.ts';
import { evolveTicket } from '#domain/ticket/evolve.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import { ticketOccurrences } from '#domain/ticket/timers.ts';
import { plainText } from '#cards/plain-text.ts';
import { renderTicketNotice } from '#cards/ticket-card.ts';
import { wasLate } from '#domain/ticket/standing.ts';
import { shippedPolicy as policy } from '../support/policy.ts';

const at = (clock: string, day = '2026-12-04'): number => Date.parse(`${day}T${clock}+08:00`);

const metaOf = (person: string, clock: string) => ({
  now: at(clock),
  actor: actorOf(policy, person) ?? SYSTEM,
  via: 'sandbox',
});

const viewAt = (clock: string) =>
  ({ locale: 'zh-CN', timezone: 'Asia/Shanghai', now: at(clock), policy }) as const;

interface Desk {
  readonly state: TicketState;
  readonly events: readonly TicketEvent[];
}

const fold = (state: TicketState | undefined, events: readonly TicketEvent[]): TicketState => {
  const after = events.reduce<TicketState | undefined>(evolveTicket, state);
  if (after === undefined) throw new Error('no ticket');
  return after;
};

const decide = (state: TicketState | undefined, intent: TicketIntent, who: string, clock: string) =>
  decideTicket(state, { ...intent, meta: metaOf(who, clock) }, policy);

const add = (
  clock: string,
  given: Partial<TicketIntentOf<'add'>> & { readonly text: string },
  who = 'sun',
): Desk => {
  const intent: TicketIntentOf<'add'> = {
    type: 'add',
    key: 'TKT-20261201',
    plain: given.text,
    category: 'complaint',
    tags: [],
    ...given,
  };
  const decision = decide(undefined, intent, who, clock);
  if (isRejected(decision)) throw new Error(decision.rejected.code);
  return { state: fold(undefined, decision.events), events: decision.events };
};

const then = (desk: Desk, intent: TicketIntent, who: string, clock: string): Desk => {
  const decision = decide(desk.state, intent, who, clock);
  if (isRejected(decision)) throw new Error(decision.rejected.code);
  return { state: fold(desk.state, decision.events), events: decision.events };
};

const refused = (
  desk: Desk,
  intent: TicketIntentOf<TicketAct>,
  who: string,
  clock: string,
): Rejection | undefined => {
  const decision = decide(desk.state, intent, who, clock);
  return isRejected(decision) ? decision.rejected : undefined;
};

const passed = (desk: Desk, clock: string): Desk =>
  then(desk, { type: 'deadlinesPassed', startedAt: 0 }, 'system', clock);
const toldTo = ({ events }: Desk): readonly string[] =>
  events.flatMap(({ type, data }) =>
    'people' in data ? data.people.map(({ name }) => `${type} ${name}`) : [],
  );
const dueOf = ({ state }: Desk, clock: string): number | undefined =>
  ticketOccurrences(state, policy).find(
    ({ clock: { id }, stage }) => id === clock && stage === 'breach',
  )?.clock.dueAt;

describe('the level of a ticket', () => {
  it('S3-02: a word of danger speaks for level one', () => {
    expect(add('10:00', { text: '充电时触电了' }).state.level).toEqual({
      severity: 'sev1',
      because: 'keyword',
      found: '触电',
    });
  });

  it('S3-03: a tag of the telephone system speaks for its level', () => {
    const { state } = add('10:00', { text: '插座有问题', tags: ['安全'] });
    expect(state.level).toEqual({ severity: 'sev1', because: 'tag', found: '安全' });
  });

  it('S4-08: 特急 is level one, and what is given is not overruled', () => {
    expect(add('10:00', { text: '爆炸', tags: ['特急'], severity: 'sev3' }).state.severity).toBe(
      'sev3',
    );
    expect(add('10:00', { text: '很急', tags: ['特急'] }).state.severity).toBe('sev1');
  });

  it('is the lowest where nothing speaks for another, and a tag that nobody knows is kept', () => {
    const { state } = add('10:00', { text: '换货太慢', tags: ['老客户'] });
    expect(state.level).toEqual({ severity: 'sev3', because: 'default' });
    expect(state.tags).toEqual(['老客户']);
  });

  it('S4-04: keeps the last four of whatever way to reach the customer', () => {
    const { state } = add('10:00', {
      text: '退货',
      contact: 'wang.xiaoming@example.com',
      customer: '王小明',
    });
    expect(state.contact).toBe(`${'*'.repeat(21)}.com`);
    expect(state.customer).toBe('王**');
  });
});

describe('who takes over', () => {
  const upset = (): Desk => add('14:50', { text: '再不解决我找媒体曝光' });

  it('S0-30, S0-61: a senior agent and brand are asked at once, not the command group', () => {
    expect(toldTo(upset())).toEqual(['ticket.escalated 赵磊', 'ticket.escalated 李娜']);
  });

  it('S0-61: not accepted by 14:55, the supervisor is called once', () => {
    const desk = upset();
    expect(toldTo(passed(desk, '14:54'))).toEqual(['ticket.warned 赵磊', 'ticket.warned 李娜']);
    expect(toldTo(passed(desk, '14:55'))).toEqual(toldTo(passed(desk, '14:54')));
    const late = passed(desk, '14:55:30');
    expect(toldTo(late)).toEqual(['ticket.breached 孙悦']);
    expect(passed(late, '14:56').events).toEqual([]);
  });

  it('E3: accepted at 14:52, nobody is called', () => {
    const taken = then(upset(), { type: 'accept' }, 'zhao', '14:52');
    expect(taken.state.owner?.name).toBe('赵磊');
    expect(passed(taken, '14:56').events).toEqual([]);
    expect(refused(taken, { type: 'accept' }, 'li', '14:53')).toMatchObject({
      code: 'ticket-nothing-to-accept',
      by: { name: '赵磊' },
    });
  });

  it('S3-04: level one is taken over without a word being said, and so is who asks for it', () => {
    expect(toldTo(add('10:00', { text: '摔倒', severity: 'sev1' }))).toEqual([
      'ticket.escalated 赵磊',
    ]);
    const calm = add('10:00', { text: '退货' });
    expect(toldTo(calm)).toEqual([]);
    const asked = then(calm, { type: 'escalate', reason: '情绪激动' }, 'sun', '10:01');
    expect(toldTo(asked)).toEqual(['ticket.escalated 赵磊']);
  });
});

describe('who may do what', () => {
  const desk = (): Desk => add('10:00', { text: '退货' });

  it('S2-25: a ticket of others is not there for somebody without a part in it', () => {
    expect(refused(desk(), { type: 'progress', text: '…' }, 'standby01', '10:05')).toEqual({
      code: 'ticket-not-found',
      key: 'TKT-20261201',
    });
  });

  it('S1-08: whoever registered it goes on with it', () => {
    const own = add('10:00', { text: '退货' }, 'standby01');
    expect(refused(own, { type: 'progress', text: '…' }, 'standby01', '10:05')).toBeUndefined();
  });

  it('S4-22: only the department it was handed to takes it on', () => {
    const moved = then(desk(), { type: 'transfer', department: 'tech' }, 'sun', '10:20');
    expect(toldTo(moved)).toEqual(['ticket.transferred 钱多']);
    expect(refused(moved, { type: 'accept' }, 'sun', '10:21')).toMatchObject({
      code: 'ticket-of-department',
      department: 'tech',
    });
    expect(then(moved, { type: 'accept' }, 'qian', '10:22').state.times.acceptedAt).toBe(
      at('10:22'),
    );
    expect(refused(moved, { type: 'transfer', department: 'tech' }, 'sun', '10:30')?.code).toBe(
      'ticket-with-department',
    );
    expect(refused(moved, { type: 'transfer', department: '外星' }, 'sun', '10:30')).toMatchObject({
      code: 'department-not-found',
      given: '外星',
    });
  });

  it('says who resolved it, and changes nothing afterwards', () => {
    const done = then(desk(), { type: 'close' }, 'sun', '10:40');
    expect(refused(done, { type: 'progress', text: '…' }, 'sun', '10:45')).toMatchObject({
      code: 'ticket-resolved',
      by: { name: '孙悦' },
    });
    expect(passed(done, '23:00').events).toEqual([]);
  });

  it('records no progress without a word, but for all customers of an incident at once', () => {
    const empty = { type: 'progress', text: ' ' } as const;
    expect(refused(desk(), empty, 'sun', '10:45')?.code).toBe('nothing-to-record');
    const all = then(desk(), { type: 'progress', text: '', bulk: true }, 'sun', '10:45');
    const card = renderTicketNotice({ card: 'ticket' }, all.state, viewAt('10:46'));
    expect(plainText(card)).toContain('孙悦：已向客户反馈进度');
  });

  it('asks for a result before the customer is told one', () => {
    expect(refused(desk(), { type: 'inform' }, 'sun', '10:45')?.code).toBe('ticket-without-result');
  });
});

describe('the clocks of a ticket', () => {
  it('S3-05, S4-20: at 80 % who looks after it is reminded, at the limit nobody, after it the supervisor', () => {
    const desk = add('09:10', { text: '退货', severity: 'sev2' });
    expect(passed(desk, '09:33:59').events).toEqual([]);
    expect(toldTo(passed(desk, '09:34'))).toEqual(['ticket.warned 方晴']);
    const warned = passed(desk, '09:34');
    expect(passed(warned, '09:40').events).toEqual([]);
    expect(toldTo(passed(warned, '09:40:30'))).toEqual(['ticket.breached 孙悦']);
  });

  it('S2-07: ordinary complaints are the team lead’s, grave ones the operations supervisor’s', () => {
    expect(add('10:00', { text: '退货' }).state.ownerRole).toBe('teamLead');
    expect(add('10:00', { text: '退货', severity: 'sev2' }).state.ownerRole).toBe('opsSupervisor');
  });

  it('another level has other limits from the same beginning', () => {
    const desk = add('10:00', { text: '退货' });
    expect(dueOf(desk, 'respond')).toBe(at('11:00'));
    const graver = then(desk, { type: 'grade', severity: 'sev1', reason: '受伤' }, 'sun', '10:05');
    expect(dueOf(graver, 'respond')).toBe(at('10:15'));
    expect(toldTo(graver)).toEqual(['ticket.escalated 赵磊']);
  });

  it('a second transfer starts a clock of its own', () => {
    const moved = then(
      add('10:00', { text: '退货' }),
      { type: 'transfer', department: 'tech' },
      'sun',
      '10:10',
    );
    const back = then(moved, { type: 'giveResult', result: '不是技术问题' }, 'qian', '11:00');
    const again = then(back, { type: 'transfer', department: 'product' }, 'sun', '11:10');
    expect(dueOf(again, 'accept')).toBe(at('13:10'));
    expect(again.state.transfers.map(({ department }) => department)).toEqual(['tech', 'product']);
  });

  it('S3-21: a limit that passed and was never kept is late all the same', () => {
    const late = passed(add('10:00', { text: '退货', severity: 'sev2' }), '10:31');
    const done = then(late, { type: 'close' }, 'sun', '10:40');
    expect(Object.keys(done.state.late)).toEqual([]);
    expect(wasLate(done.state)).toBe(true);
  });

  it('S3-21: why it was late is recorded, also afterwards', () => {
    const late = passed(add('10:00', { text: '退货' }), '11:30');
    const done = then(late, { type: 'close' }, 'sun', '11:40');
    expect(then(done, { type: 'close', cause: 'people' }, 'sun', '11:41').state.lateCause).toBe(
      'people',
    );
    expect(refused(done, { type: 'close' }, 'sun', '11:42')?.code).toBe('ticket-resolved');
  });
});

describe('a ticket and its incident', () => {
  it('S4-21: tells the incident of progress and answers, but not of what the incident told it', () => {
    const desk = add('10:00', { text: '退货', incident: 'INC-20261204-01' });
    const tells = (next: Desk): readonly unknown[] =>
      ticketEffects(desk.state, next.events, next.state, policy).flatMap((intent) =>
        intent.do === 'tell' && intent.to.kind === 'incident' ? [intent.to.intent] : [],
      );
    const one = then(desk, { type: 'progress', text: '已致电' }, 'sun', '10:05');
    expect(tells(one)).toEqual([
      { type: 'noteTickets', tickets: ['TKT-20261201'], did: 'progressed' },
    ]);
    const many = then(desk, { type: 'progress', text: '已致电', bulk: true }, 'sun', '10:05');
    expect(tells(many)).toEqual([]);
    const closed = then(desk, { type: 'close' }, 'sun', '10:10');
    expect(tells(closed)).toEqual([
      { type: 'noteTickets', tickets: ['TKT-20261201'], did: 'answered' },
    ]);
    expect(then(closed, { type: 'close', bulk: true }, 'sun', '10:11').events).toEqual([]);
  });
});
