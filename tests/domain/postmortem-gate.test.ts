import { describe, expect, it } from 'vitest';
import {
  editablePostmortemFields,
  POSTMORTEM_FIELDS,
  postmortemFieldOf,
} from '#domain/postmortem/fields.ts';
import { publishBlockers } from '#domain/postmortem/publish-gate.ts';
import type { EventLog } from '../support/event-log.ts';
import { shippedPolicy as policy } from '../support/policy.ts';
import { lateAnnouncement } from '../support/recorded-announcements.ts';
import { outage } from '../support/recorded-outage.ts';

const edited = (record: EventLog, field: string, text: string): EventLog =>
  record.record('postmortem.edited', { field, text });

const withWhys = (record: EventLog, count: number): EventLog => {
  for (let level = 1; level <= count; level += 1)
    record.record('postmortem.why', { text: `cause ${level}`, level });
  return record;
};

const withAction = (record: EventLog): EventLog =>
  record.record('action.added', {
    id: 'AI-1',
    text: 'new firmware',
    owner: record.person('qian'),
    dueAt: record.instant('12-15 18:00'),
    type: 'fix',
  });

describe('what keeps a review from being published', () => {
  it('E1: given nothing typed, then root cause, whys and actions are missing', () => {
    expect(publishBlockers(outage(policy).state)).toEqual(['rootCause', 'whys', 'actions']);
  });

  it('4.5: given root cause, three whys and an action with owner and date, then nothing is', () => {
    const record = withAction(withWhys(edited(outage(), 'rootCause', 'firmware'), 3));
    expect(publishBlockers(record.state)).toEqual([]);
  });

  it('4.1: given two whys, then the chain is too short', () => {
    const record = withAction(withWhys(edited(outage(), 'rootCause', 'firmware'), 2));
    expect(publishBlockers(record.state)).toEqual(['whys']);
  });

  it('S0-65: given three whys and no root cause of its own, then the last why is one', () => {
    expect(publishBlockers(withAction(withWhys(outage(), 3)).state)).toEqual([]);
  });

  it('4.5: given a root cause of blanks, then it is none', () => {
    expect(publishBlockers(edited(outage(), 'rootCause', '  \n').state)).toContain('rootCause');
  });

  it('4.5: given an action without a date, then a reason for no action is as good, and nothing else is', () => {
    const record = outage();
    record.record('action.added', {
      id: 'AI-1',
      text: 'x',
      owner: record.person('qian'),
      type: 'fix',
    });
    expect(publishBlockers(record.state)).toContain('actions');
    expect(publishBlockers(edited(record, 'noAction', 'node is gone').state)).not.toContain(
      'actions',
    );
  });

  it('4.5: given an acknowledged breach, then it is commented', () => {
    expect(publishBlockers(lateAnnouncement().state)).not.toContain('breach-comments');
  });

  it('4.5: given a breach nobody answered, then it wants a comment', () => {
    const record = lateAnnouncement().by('system').breached('update', 'update', '10:00');
    expect(publishBlockers(record.state)).toContain('breach-comments');
    edited(record, 'breachComments', 'the bot was down');
    expect(publishBlockers(record.state)).not.toContain('breach-comments');
  });
});

describe('the fields of the review', () => {
  it('4.1: given the list, then only what people suggest, confirm or type can be edited', () => {
    expect(editablePostmortemFields).toEqual([
      'what',
      'where',
      'causeCategory',
      'rootCause',
      'breachComments',
      'feedback',
      'good',
      'bad',
      'luck',
      'revisions',
      'kb',
      'noAction',
      'drill',
      'outcome',
    ]);
    const automatic = POSTMORTEM_FIELDS.filter(({ fill }) => fill === 'auto');
    expect(automatic.filter(({ editable }) => editable)).toEqual([]);
  });

  it('domain 7.2: given a Chinese word or another case, then the field is found', () => {
    expect(postmortemFieldOf('根因')).toBe('rootCause');
    expect(postmortemFieldOf(' ROOTCAUSE ')).toBe('rootCause');
    expect(postmortemFieldOf('不存在')).toBeUndefined();
  });

  it('given all words for fields, then no word means two of them', () => {
    const words = POSTMORTEM_FIELDS.flatMap(({ id, aliases }) => [id.toLowerCase(), ...aliases]);
    expect(new Set(words).size).toBe(words.length);
  });
});
