import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '#cards/card.ts';
import { line, lineText, join, spanText } from '#cards/line.ts';
import { smsParts } from '#cards/sms-parts.ts';
import { textDiff } from '#cards/text-diff.ts';
import {
  clockText,
  durationText,
  fullClockText,
  levelWord,
  nameList,
  numberText,
} from '#cards/view.ts';
import { local } from '../support/desk.ts';
import { shippedPolicy } from '../support/policy.ts';
import { DAY, person, viewAt } from './fixture.ts';

const kept = (spans: readonly Span[], drop: 'struck' | 'bold'): string =>
  spans
    .filter((span) => typeof span === 'string' || !(drop in span))
    .map(spanText)
    .join('');

describe('text difference', () => {
  it('marks what was removed and what was added', () => {
    expect(textDiff('预计15:50恢复', '预计16:10恢复')).toEqual([
      '预计',
      { struck: '15:50' },
      { bold: '16:10' },
      '恢复',
    ]);
    expect(textDiff('登录服务异常', '登录服务异常,正在定位')).toEqual([
      '登录服务异常',
      { bold: ',正在定位' },
    ]);
    expect(textDiff('same', 'same')).toEqual(['same']);
    expect(textDiff('', '新')).toEqual([{ bold: '新' }]);
  });

  it('holds the whole old text without the bold and the whole new text without the struck', () => {
    const texts = fc
      .array(fc.constantFrom('系', '统', 'fault', ' ', '15:50', '😀', '，'), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const spans = textDiff(before, after);
        expect(kept(spans, 'bold')).toBe(before);
        expect(kept(spans, 'struck')).toBe(after);
      }),
    );
  });

  it('gives up on the common parts of very long texts instead of taking long', () => {
    const spans = textDiff('甲'.repeat(5000), '乙'.repeat(5000));
    expect(kept(spans, 'bold')).toBe('甲'.repeat(5000));
  });
});

describe('length of a text message (domain 7.27)', () => {
  it('70 characters of Chinese are one message, 71 are two, 135 three', () => {
    expect(smsParts('字'.repeat(70))).toBe(1);
    expect(smsParts('字'.repeat(71))).toBe(2);
    expect(smsParts('字'.repeat(134))).toBe(2);
    expect(smsParts('字'.repeat(135))).toBe(3);
  });

  it('plain Latin text has 160 and then 153', () => {
    expect(smsParts('a'.repeat(160))).toBe(1);
    expect(smsParts('a'.repeat(161))).toBe(2);
    expect(smsParts('a'.repeat(307))).toBe(3);
  });
});

describe('lines', () => {
  it('keep what people typed as it is: spans are data, never markup', () => {
    const typed = '<!channel> *x* <at id=all></at> [a](http://b)';
    expect(line`${'林悦'}：${typed}`).toEqual([`林悦：${typed}`]);
    expect(lineText(join([{ mention: 'lin', name: '林悦' }, 'b'], ' '))).toBe('@林悦 b');
  });
});

describe('times, durations, figures', () => {
  const view = viewAt('10:30');

  it('a clock time today, with the date on another day, with the year in another year', () => {
    expect(clockText(local(DAY, '10:09'), view)).toBe('10:09');
    expect(clockText(local('2026-12-09', '14:26'), view)).toBe('12-09 14:26');
    expect(clockText(local('2027-01-03', '09:00'), view)).toBe('2027-01-03 09:00');
    expect(clockText(local(DAY, '00:00'), view)).toBe('00:00');
  });

  it('the day is that of the zone, not of UTC', () => {
    expect(
      clockText(local('2026-12-02', '00:30'), { ...view, now: local('2026-12-02', '07:30') }),
    ).toBe('00:30');
  });

  it('a full time has date and zone', () => {
    expect(fullClockText(local(DAY, '10:04'), view)).toBe('2026-12-01 10:04 UTC+8');
  });

  it('durations name the two largest units', () => {
    expect(durationText(270_000, view)).toBe('4 分 30 秒');
    expect(durationText(270_000, viewAt('10:30', 'en'))).toBe('4 min 30 s');
    expect(durationText(65 * 60_000, view)).toBe('1 小时 5 分');
    expect(durationText(26 * 3_600_000, view)).toBe('1 天 2 小时');
    expect(durationText(29 * 60_000, view)).toBe('29 分');
    expect(durationText(400, view)).toBe('0 秒');
  });

  it('figures have at most one decimal', () => {
    expect(numberText(66.666)).toBe('66.7');
    expect(numberText(50)).toBe('50');
  });

  it('levels are said short, except where a scheme names them otherwise', () => {
    const { hotline, aftersales } = shippedPolicy.schemes;
    if (hotline === undefined || aftersales === undefined) throw new Error('no schemes');
    expect(levelWord('sev2', hotline, view)).toBe('较大');
    expect(levelWord('sev1', aftersales, view)).toBe('一级事件(严重)');
  });

  it('a long list of names is counted', () => {
    const people = ['lin', 'chen', 'su', 'zheng', 'qian', 'zhao', 'sun'].map(person);
    expect(nameList(people, view)).toBe('林悦、陈波、苏敏、郑远、钱多、赵磊 等 7 人');
  });
});
