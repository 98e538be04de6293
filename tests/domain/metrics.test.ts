import { describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import { Desk, local, opening } from '../support/desk.ts';
import { connectRate, DAY, gradedOutage, posts, where } from './acts.ts';

/** One sample a minute, from a minute of ten o'clock on. */
const everyMinute = (desk: Desk, from: number, values: readonly number[]): Desk => {
  for (const [index, value] of values.entries())
    desk.at(`10:${String(from + index).padStart(2, '0')}`).by('wang', connectRate(value));
  return desk;
};
const repeated = (value: number, times: number): readonly number[] =>
  Array.from({ length: times }, () => value);
const started = (): Desk => gradedOutage('sev2', '09:58');
const met = (desk: Desk) => desk.of('trigger.met').map(({ data }) => data.rule);
const loadPct = (value: number) => ({ type: 'metric', values: { loadPct: value } }) as const;

describe('numbers are read as the Chinese rules write them', () => {
  it('S0-09: given 69 % each minute from 10:00, then nothing at 10:10 (exactly ten minutes) and the trigger at 10:11', () => {
    const desk = everyMinute(started(), 0, repeated(69, 11));
    expect(met(desk)).toEqual([]);
    expect(met(everyMinute(desk, 11, [69]))).toEqual(['sf-connect-outage']);
    expect(
      posts(desk, 'triggerMet').map(({ place, notice }) => [
        where(place),
        notice.metric,
        notice.op,
        notice.limit,
        notice.sustainedForMs,
        notice.propose,
      ]),
    ).toEqual([['room', 'connectRate', 'lt', 70, 10 * MINUTE, 'sev1']]);
  });

  it('0.2: given exactly 70 % all the time, then 低于70% never holds', () => {
    expect(met(everyMinute(started(), 0, repeated(70, 15)))).toEqual([]);
  });

  it('0.2: given one sample of 70 % in between, then the time starts anew', () => {
    const desk = everyMinute(started(), 0, [...repeated(69, 8), 70, ...repeated(69, 11)]);
    expect(met(desk)).toEqual([]);
    expect(met(everyMinute(desk, 20, [69]))).toEqual(['sf-connect-outage']);
  });

  it('S2-29: given 120 % load, then 超过120% does not hold; 121 % does at once, and proposes the next level', () => {
    const desk = new Desk(DAY, '00:09')
      .by('wang', opening('call-surge', '大促'))
      .by('zhao', { type: 'grade', severity: 'sev3' })
      .by('wang', loadPct(120));
    expect(met(desk)).toEqual([]);
    desk.by('wang', loadPct(121));
    expect(met(desk)).toEqual(['cs-capacity']);
    expect(posts(desk, 'triggerMet')[0]?.notice.propose).toBe('sev2');
  });

  it('S2-29: given the hint speaks for 较大 and it is 较大 already, then nothing higher is proposed', () => {
    const desk = new Desk(DAY, '00:09')
      .by('wang', opening('call-surge', '大促'))
      .by('lin', { type: 'grade', severity: 'sev2' })
      .by('wang', loadPct(121));
    expect(met(desk)).toEqual(['cs-capacity']);
    expect(posts(desk, 'triggerMet')[0]?.notice).not.toHaveProperty('propose');
  });

  it('given the level is already 重大, then nothing higher is proposed', () => {
    const desk = new Desk(DAY, '00:09')
      .by('wang', opening('call-surge', '大促'))
      .by('lin', { type: 'grade', severity: 'sev1' })
      .by('wang', loadPct(121));
    expect(posts(desk, 'triggerMet')[0]?.notice).not.toHaveProperty('propose');
  });

  it('given a trigger that goes on holding, then it is told once', () => {
    const desk = everyMinute(started(), 0, repeated(69, 20));
    expect(met(desk)).toEqual(['sf-connect-outage']);
  });

  it('given watch rules, then an open incident is not told of them again', () => {
    expect(
      met(
        started().by('wang', {
          type: 'metric',
          values: { waitSeconds: 500, ivrHealthy: 0, connectRate: 75 },
        }),
      ),
    ).toEqual([]);
  });
});

describe('recovery', () => {
  it('S0-47: given 91 % held for more than five minutes, then monitoring is suggested, once', () => {
    const desk = everyMinute(started(), 0, repeated(91, 6));
    expect(desk.of('recovery.suggested')).toEqual([]);
    everyMinute(desk, 6, repeated(91, 5));
    expect(
      desk
        .of('recovery.suggested')
        .map(({ data, occurredAt }) => [data.value, data.limit, occurredAt]),
    ).toEqual([[91, 90, local(DAY, '10:06')]]);
    expect(posts(desk, 'recoverySuggested').map(({ place }) => where(place))).toEqual(['room']);
    expect(desk.incident.phase).toBe('active');
  });

  it('S0-47, 0.2: given exactly 90 %, then it counts as reached (以上); 89.9 % does not', () => {
    expect(everyMinute(started(), 0, repeated(90, 7)).of('recovery.suggested')).toHaveLength(1);
    expect(everyMinute(started(), 0, repeated(89.9, 12)).of('recovery.suggested')).toEqual([]);
  });

  it('E2: given a playbook that wants ten minutes, then it takes eleven', () => {
    const desk = new Desk(DAY, '09:50')
      .by('wang', opening('call-surge', '大促'))
      .by('zhao', { type: 'grade', severity: 'sev3' });
    everyMinute(desk, 0, repeated(91, 11));
    expect(desk.of('recovery.suggested')).toEqual([]);
    expect(everyMinute(desk, 11, [91]).of('recovery.suggested')).toHaveLength(1);
  });

  it('given monitoring already, then nothing is suggested', () => {
    const desk = everyMinute(
      started().by('lin', { type: 'resolve', reason: 'x' }),
      0,
      repeated(95, 10),
    );
    expect(desk.of('recovery.suggested')).toEqual([]);
  });

  it('given two playbooks, then monitoring is suggested once for both', () => {
    const desk = started().by('lin', { type: 'playbookAttach', playbook: 'call-surge' });
    expect(everyMinute(desk, 0, repeated(95, 14)).of('recovery.suggested')).toHaveLength(1);
  });

  it('given a reopening, then the time starts anew and it is suggested again', () => {
    const desk = everyMinute(started(), 0, repeated(95, 7))
      .by('lin', { type: 'resolve', reason: 'x' })
      .at('10:20')
      .by('wang', { type: 'reopen', reason: '再次下跌' });
    everyMinute(desk, 21, repeated(95, 6));
    expect(desk.of('recovery.suggested')).toHaveLength(1);
    everyMinute(desk, 27, [95]);
    expect(desk.of('recovery.suggested')).toHaveLength(2);
  });
});

describe('samples', () => {
  it('given samples, then first, last, least and most are kept with their times, for any name', () => {
    const desk = started();
    for (const [minute, value] of [
      [5, 69],
      [7, 66],
      [9, 74],
    ] as const)
      desk.at(`10:0${minute}`).by('wang', { type: 'metric', values: { constructor: value } });
    expect(desk.incident.metrics['constructor']).toEqual({
      first: 69,
      firstAt: local(DAY, '10:05'),
      last: 74,
      lastAt: local(DAY, '10:09'),
      min: 66,
      max: 74,
      count: 3,
      points: [
        [local(DAY, '10:05'), 69],
        [local(DAY, '10:07'), 66],
        [local(DAY, '10:09'), 74],
      ],
      heldSince: {},
    });
  });

  it('given a late sample, then it is history: it may set the extremes but neither the last value nor what holds', () => {
    const desk = everyMinute(started(), 0, repeated(69, 8))
      .by('wang', connectRate(50, local(DAY, '10:01')))
      .by('wang', connectRate(99, local(DAY, '09:59')));
    expect(desk.incident.metrics['connectRate']).toMatchObject({
      last: 69,
      lastAt: local(DAY, '10:07'),
      min: 50,
      max: 99,
      first: 99,
      firstAt: local(DAY, '09:59'),
      heldSince: { 'sf-connect-outage': local(DAY, '10:00') },
    });
  });

  it('given a sample of the future or none at all, then it is refused', () => {
    const desk = started().by('wang', connectRate(69, local(DAY, '10:00')));
    expect(desk.rejection).toMatchObject({ code: 'time-in-future' });
    expect(desk.by('wang', { type: 'metric', values: {} }).rejection).toEqual({
      code: 'nothing-to-record',
      verb: 'metric',
    });
    expect(desk.incident.metrics).toEqual({});
  });
});
