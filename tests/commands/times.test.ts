import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, readDuration } from '#commands/values/duration.ts';
import { readInstant, type Sense } from '#commands/values/instant.ts';
import { at } from './context.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('durations', () => {
  it.each([
    ['20m', 20 * MINUTE],
    ['1h', HOUR],
    ['24h', DAY],
    ['5d', 5 * DAY],
    ['500ms', 500],
    ['30分钟', 30 * MINUTE],
    ['1小时', HOUR],
    ['半小时', 30 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['1.5h', 90 * MINUTE],
    ['一小时', HOUR],
    ['两个小时', 2 * HOUR],
    ['1个半小时', 90 * MINUTE],
    ['一个半小时', 90 * MINUTE],
    ['十五分钟', 15 * MINUTE],
    ['二十分', 20 * MINUTE],
    ['90秒', 90 * SECOND],
    ['2天', 2 * DAY],
    ['1周', 7 * DAY],
    ['３０ｍ', 30 * MINUTE],
    ['30 min', 30 * MINUTE],
    ['2 hours', 2 * HOUR],
    ['一刻钟', 15 * MINUTE],
    ['1小时30分', 90 * MINUTE],
    ['半天', 12 * HOUR],
    ['20M', 20 * MINUTE],
    ['３０分鐘', 30 * MINUTE],
  ])('reads %s', (given, wanted) => {
    expect(readDuration(given)).toBe(wanted);
  });

  it.each(['', '30', 'soon', '0m', '-5m', '11:15', '9点', '400d', 'm', '5x', '1h later', '半'])(
    'does not read %j',
    (given) => {
      expect(readDuration(given)).toBeUndefined();
    },
  );

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 * 24 * 60 }), (minutes) => {
        expect(readDuration(durationText(minutes * MINUTE))).toBe(minutes * MINUTE);
      }),
    );
  });
});

const read = (given: string, sense: Sense, now = at('2026-12-01', '10:04')) =>
  readInstant(given, { now, timezone: 'Asia/Shanghai', sense });

describe('instants', () => {
  it.each([
    ['11:15', '2026-12-01', '11:15'],
    ['11：15', '2026-12-01', '11:15'],
    ['１１：１５', '2026-12-01', '11:15'],
    ['12-09 14:26', '2026-12-09', '14:26'],
    ['12/09 14:26', '2026-12-09', '14:26'],
    ['12月9日 14:26', '2026-12-09', '14:26'],
    ['12月9日14点26分', '2026-12-09', '14:26'],
    ['2026-12-15', '2026-12-15', '23:59'],
    ['2026-12-15 09:00', '2026-12-15', '09:00'],
    ['2026-12-15T09:00', '2026-12-15', '09:00'],
    ['2026年12月15日 9:00', '2026-12-15', '09:00'],
    ['明天9:00', '2026-12-02', '09:00'],
    ['明天 9:00', '2026-12-02', '09:00'],
    ['明早9点', '2026-12-02', '09:00'],
    ['明天', '2026-12-02', '23:59'],
    ['后天18:00', '2026-12-03', '18:00'],
    ['今天18:00', '2026-12-01', '18:00'],
    ['今晚8点', '2026-12-01', '20:00'],
    ['11点半', '2026-12-01', '11:30'],
    ['十一点半', '2026-12-01', '11:30'],
    ['11点', '2026-12-01', '11:00'],
    ['11点一刻', '2026-12-01', '11:15'],
    ['下午3点', '2026-12-01', '15:00'],
    ['下午3:30', '2026-12-01', '15:30'],
    ['3:30pm', '2026-12-01', '15:30'],
    ['tomorrow 9:00', '2026-12-02', '09:00'],
    ['tomorrow at 9:00', '2026-12-02', '09:00'],
    ['30m', '2026-12-01', '10:34'],
    ['30分钟后', '2026-12-01', '10:34'],
    ['in 2 hours', '2026-12-01', '12:04'],
    ['+1h', '2026-12-01', '11:04'],
    ['11:15前', '2026-12-01', '11:15'],
    ['01-05 09:00', '2027-01-05', '09:00'],
    ['2026-12-15 09:00 +0800', '2026-12-15', '09:00'],
    ['2026-12-15T01:00:00Z', '2026-12-15', '09:00'],
    ['1797296400', '2026-12-15', '09:00'],
    ['1797296400000', '2026-12-15', '09:00'],
    ['明日9：00', '2026-12-02', '09:00'],
    ['後天18:00', '2026-12-03', '18:00'],
  ])('reads %s as a coming time', (given, day, clock) => {
    expect(read(given, 'future')).toEqual({ instant: at(day, clock) });
  });

  it.each([
    ['10:00', '2026-12-01', '10:00'],
    ['9点半', '2026-12-01', '09:30'],
    ['九点半', '2026-12-01', '09:30'],
    ['23:50', '2026-11-30', '23:50'],
    ['昨天23:50', '2026-11-30', '23:50'],
    ['昨晚11点', '2026-11-30', '23:00'],
    ['11-30', '2026-11-30', '00:00'],
    ['10m', '2026-12-01', '09:54'],
    ['10分钟前', '2026-12-01', '09:54'],
    ['10 minutes ago', '2026-12-01', '09:54'],
    ['10:30', '2026-12-01', '10:30'],
    ['yesterday 9:00', '2026-11-30', '09:00'],
  ])('reads %s as a time gone by', (given, day, clock) => {
    expect(read(given, 'past')).toEqual({ instant: at(day, clock) });
  });

  it('takes a clock just past midnight for tomorrow when it is late in the evening', () => {
    expect(read('00:30', 'future', at('2026-12-01', '23:50'))).toEqual({
      instant: at('2026-12-02', '00:30'),
    });
  });

  it('says that a promised time is over, up to twelve hours ago', () => {
    expect(read('09:50', 'future')).toEqual({ problem: 'past' });
    expect(read('2026-11-30 18:00', 'future')).toEqual({ problem: 'past' });
    expect(read('2020-01-01', 'future')).toEqual({ problem: 'past' });
    expect(read('21:00', 'future', at('2026-12-01', '21:01'))).toEqual({ problem: 'past' });
  });

  it.each([
    '今晚',
    '尽快',
    '',
    '25:00',
    '9:60',
    '2026-13-01',
    '2026-02-30',
    '02-30 10:00',
    'soon',
    '24点',
    '晚上12点',
    '1:2:3',
    '12-09-14',
  ])('cannot read %j', (given) => {
    expect(read(given, 'future')).toEqual({ problem: 'unreadable' });
  });

  it('reads clocks in the zone of the organisation', () => {
    const now = Date.UTC(2026, 5, 1, 12, 0);
    expect(readInstant('15:00', { now, timezone: 'Europe/Berlin', sense: 'future' })).toEqual({
      instant: Date.UTC(2026, 5, 1, 13, 0),
    });
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom<Sense>('past', 'future'),
        (given, sense) => {
          const reading = read(given, sense);
          expect(
            'instant' in reading ? Number.isFinite(reading.instant) : 'problem' in reading,
          ).toBe(true);
        },
      ),
    );
  });
});
