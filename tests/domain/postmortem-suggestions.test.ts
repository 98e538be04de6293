import { describe, expect, it } from 'vitest';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import type { Postmortem } from '#domain/postmortem/model.ts';
import { MINUTE } from '#domain/time.ts';
import { log, type EventLog } from '../support/event-log.ts';
import { policyWith, shippedPolicy as policy } from '../support/policy.ts';
import { lateAnnouncement, rejectedAnnouncement } from '../support/recorded-announcements.ts';
import { outage, outageReopened } from '../support/recorded-outage.ts';

const review = (record: EventLog, rules = policy): Postmortem => {
  const now = Math.max(...record.events.map(({ recordedAt }) => recordedAt)) + 1;
  return buildPostmortem(record.state, record.events, rules, now);
};

const kinds = (made: Postmortem) => made.revisions.auto?.map(({ kind }) => kind) ?? [];

describe('suggestions of the review', () => {
  it('S0-66: given the damage ran for 11 minutes before 70 % / 10 min fired, then 75 % / 5 min is proposed', () => {
    expect(review(outage()).revisions.auto).toEqual([
      {
        kind: 'tightenTrigger',
        playbook: 'system-failure',
        path: 'triggers.sf-connect-outage',
        metric: 'connectRate',
        op: 'lt',
        from: { value: 70, sustainedForMs: 10 * MINUTE },
        to: { value: 75, sustainedForMs: 5 * MINUTE },
        aheadMs: 11 * MINUTE,
      },
    ]);
  });

  it('4.3: given the rule fired within half of its window, then it is left alone', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .at('10:09')
      .by('system', 'ingest');
    record.record('trigger.met', {
      rule: 'sf-connect-outage',
      metric: 'connectRate',
      op: 'lt',
      limit: 70,
      value: 60,
      sustainedForMs: 10 * MINUTE,
    });
    expect(kinds(review(record))).toEqual([]);
  });

  it('4.3: given an approval decided late, then fewer votes or another approver is proposed', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .at('10:10')
      .by('li')
      .drafted('A1')
      .submitted('A1', 2);
    record.at('10:25').by('chen').votes('A1.v1').approved('A1.v1', 'chen');
    expect(review(record).revisions.auto).toContainEqual({
      kind: 'easeApproval',
      announcement: 'A1',
      quorum: 2,
      lateMs: 5 * MINUTE,
    });
  });

  it('4.3: given a role nobody holds for more than ten minutes, then a deputy is proposed', () => {
    const people = policy.organisation.people.filter(({ groups }) => !groups.includes('logistics'));
    const rules = policyWith({ people });
    const opened = () => log({ policy: rules }).at('10:04').by('wang').opened();
    expect(review(opened().at('10:15').resolved(), rules).revisions.auto).toContainEqual({
      kind: 'addDeputy',
      role: 'logistics',
      emptyMs: 11 * MINUTE,
    });
    expect(kinds(review(opened().at('10:14').resolved(), rules))).toEqual([]);
    const named = opened().at('10:10').assigned('logistics', 'sun').at('10:40').resolved();
    expect(kinds(review(named, rules))).toEqual([]);
  });

  it('4.3: given a task and a wording made by hand, then playbook and knowledge base are offered them', () => {
    const record = log({ policy }).at('10:04').by('wang').opened().at('10:10').by('lin');
    const title = { 'zh-CN': '联系运营商', en: 'Call the carrier' };
    const now = record.instant('10:10');
    record.record('tasks.added', {
      tasks: [
        {
          id: 'adhoc-1',
          item: 'adhoc-1',
          source: { kind: 'adhoc' },
          title,
          role: 'techSupport',
          anchor: 'added',
          anchoredAt: now,
          dueAt: now + MINUTE,
        },
      ],
    });
    const made = review(record.wording('W1', 'typed').wording('W2', 'playbook'));
    expect(made.revisions.auto).toContainEqual({
      kind: 'adoptTask',
      playbook: 'system-failure',
      task: 'adhoc-1',
      title,
      role: 'techSupport',
    });
    expect(made.kb.auto?.map((each) => each.kind === 'wording' && each.id)).toEqual(['W1']);
  });

  it.each(['complaint-cluster', 'product-quality'])(
    'S0-69: given an opinion case attached to %s, then the worst scenario, the later of equals, gives the next drill',
    (scenario) => {
      const record = log({ policy, scenario }).at('14:26').by('wang').opened();
      const playbook = policy.playbooks['public-opinion'];
      const scheme = policy.schemes[playbook?.scheme ?? ''];
      if (playbook === undefined || scheme === undefined) throw new Error('no public-opinion');
      record.at('15:10').by('su').record('playbook.attached', { playbook, scheme });
      expect(review(record).drill.auto).toMatchObject({ variant: 'trending-brand' });
    },
  );

  it('S0-69: given an opinion case with a lesser scenario attached, then the opinion case gives the next drill', () => {
    const record = log({ policy, scenario: 'public-opinion' }).at('14:26').by('wang').opened();
    const playbook = policy.playbooks['system-failure'];
    const scheme = policy.schemes[playbook?.scheme ?? ''];
    if (playbook === undefined || scheme === undefined) throw new Error('no system-failure');
    record.at('15:10').by('su').record('playbook.attached', { playbook, scheme });
    expect(review(record).drill.auto).toMatchObject({ variant: 'trending-brand' });
  });

  it('4.3: given something late, then it is the focus of the drill and a question for the lessons', () => {
    const made = review(lateAnnouncement());
    expect(made.drill.auto?.focus.map(({ id }) => id)).toEqual(['task:announce']);
    expect(made.prompts).toEqual([
      {
        kind: 'late',
        lateMs: 29 * MINUTE,
        deadline: expect.objectContaining({ id: 'task:announce' }),
      },
    ]);
  });

  it('4.3: given a rejection and a reopening, then both are questions for the lessons', () => {
    expect(review(rejectedAnnouncement()).prompts).toContainEqual({
      kind: 'rejected',
      announcement: 'A1',
    });
    expect(review(outageReopened()).prompts).toContainEqual({
      kind: 'reopened',
      reason: '接通率再次跌至74%',
    });
  });
});
