import { describe, expect, it } from 'vitest';
import { LOCALES } from '#domain/locale.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time.ts';
import { loadRulebook } from '#playbooks/load.ts';
import { shippedPolicy } from '../support/policy.ts';

const { playbooks, schemes, common, severityAliases } = shippedPolicy;
const playbook = (id: string) => {
  const found = playbooks[id];
  if (found === undefined) throw new Error(`no playbook ${id}`);
  return found;
};
const item = (id: string, of: string) => playbook(of).checklist.find((one) => one.id === id);
const duty = (scheme: string, level: 'sev1' | 'sev2' | 'sev3', id: string) =>
  schemes[scheme]?.levels[level].duties.find((one) => one.id === id);

const scenarioOf = (alias: string) =>
  Object.values(playbooks).find(({ aliases }) => aliases.includes(alias))?.id;

describe('the shipped playbooks', () => {
  it('S0-02: are six, in both languages, in version 1', () => {
    expect(Object.keys(playbooks).toSorted()).toEqual([
      'call-surge',
      'complaint-cluster',
      'general',
      'product-quality',
      'public-opinion',
      'system-failure',
    ]);
    for (const { names, version } of Object.values(playbooks)) {
      expect(version).toBe(1);
      for (const locale of LOCALES) expect(names[locale]).not.toBe('');
    }
  });

  it('S0-03: are found by every alias', () => {
    expect(scenarioOf('用户情绪爆发')).toBe('complaint-cluster');
    expect(scenarioOf('系统宕机')).toBe('system-failure');
    expect(scenarioOf('安全隐患')).toBe('product-quality');
    expect(scenarioOf('舆情')).toBe('public-opinion');
  });

  it('S0-11, S0-12, S0-13: have their periods in milliseconds', () => {
    expect(item('switch-backup', 'system-failure')?.dueMs).toBe(5 * MINUTE);
    expect(item('announce', 'system-failure')?.dueMs).toBe(30 * MINUTE);
    expect(item('progress-feedback', 'system-failure')?.dueMs).toBe(HOUR);
    expect(item('answer-48h', 'complaint-cluster')?.dueMs).toBe(48 * HOUR);
  });

  it('S0-09, S0-27: have their thresholds', () => {
    expect(playbook('system-failure').triggers).toContainEqual({
      id: 'sf-connect-outage',
      metric: 'connectRate',
      op: 'lt',
      value: 70,
      sustainedForMs: 10 * MINUTE,
      stage: 'trigger',
    });
    expect(playbook('call-surge').triggers[0]).toMatchObject({
      baseline: 'sameTimeYesterday',
      growthPct: 50,
      minBaseline: 30,
      windowMs: 5 * MINUTE,
    });
  });

  it('say what ticks an item', () => {
    expect(item('announce', 'system-failure')?.completesOn).toEqual({
      event: 'announcement.published',
      of: ['all'],
    });
    expect(item('form-team', 'public-opinion')?.completesOn).toEqual({
      event: 'roles.filled',
      of: ['opsSupervisor', 'brandPr', 'legal'],
    });
    expect(item('progress-feedback', 'system-failure')?.completesOn).toEqual({
      event: 'update.byRole',
      of: [],
    });
    expect(item('switch-backup', 'system-failure')?.completesOn).toBeUndefined();
  });

  it('S0-40, S0-42: let a meeting complete the meeting duties, the first only with a priority', () => {
    const meeting = { event: 'meeting.started', of: [] };
    expect(duty('hotline', 'sev2', 'emergency-meeting')?.completesOn).toEqual(meeting);
    expect(duty('hotline', 'sev2', 'emergency-meeting')?.requires).toEqual(['priority']);
    expect(duty('hotline', 'sev1', 'executive-meeting')?.completesOn).toEqual(meeting);
  });

  it('S0-08: keep the text of each channel in both languages', () => {
    const initial = playbook('system-failure').announcements.find(({ id }) => id === 'initial');
    expect(Object.keys(initial?.channels ?? {})).toEqual(['website', 'app', 'sms']);
    expect(initial?.vars).toEqual(['impact', 'cause', 'eta', 'workaround', 'nextUpdate']);
    expect(initial?.preApproved).toBe(false);
    expect(playbook('call-surge').announcements[0]?.preApproved).toBe(true);
  });

  it('read hints as tests where they are tests, as prose where they are prose', () => {
    expect(playbook('system-failure').severityHints[0]?.any).toEqual([
      [{ flag: 'fullOutage' }],
      [{ flag: 'nationwide' }],
      [{ name: 'users', op: 'gte', value: 1000 }],
    ]);
    expect(playbook('complaint-cluster').severityHints[0]?.any).toEqual([
      [{ flag: 'massComplaint' }, { flag: 'nationwide' }],
    ]);
    expect(playbook('public-opinion').severityHints[1]?.any).toEqual([]);
    expect(playbook('product-quality').severityHints[2]?.any).toEqual([]);
  });

  it('hold no phrase that agents are warned of, in any text for customers', () => {
    const phrases = common.forbiddenPhrases.flatMap(({ match }) => match);
    const texts = Object.values(playbooks).flatMap(({ wording, scripts, announcements }) => [
      ...(wording === undefined ? [] : [wording]),
      ...scripts.map(({ text }) => text),
      ...announcements.flatMap(({ channels }) => Object.values(channels)),
    ]);
    const spoken = [...texts, ...common.serviceScripts.map(({ text }) => text)].flatMap((text) =>
      LOCALES.map((locale) => text[locale].toLowerCase()),
    );
    expect(spoken.length).toBeGreaterThan(50);
    for (const phrase of phrases)
      expect(spoken.filter((text) => text.includes(phrase.toLowerCase()))).toEqual([]);
  });
});

describe('the shipped common rules', () => {
  it('have every period in milliseconds', () => {
    expect(common.engine).toMatchObject({
      warnAtFraction: 0.8,
      escalateAgainMinMs: 5 * MINUTE,
      tickMs: 30 * SECOND,
      reopenWindowMs: 72 * HOUR,
      quietHours: { from: '22:00', to: '08:00', onlyPeriodsOverMs: 4 * HOUR },
    });
    expect(common.deadlines.postmortemReview).toEqual({
      dueMs: 5 * DAY,
      role: 'commandGroup',
      onBreach: [],
    });
  });

  it('S2-35: want brand and legal for the wording of a public-opinion incident', () => {
    expect(common.approvals.wordingOverrides['public-opinion']).toEqual({
      eligible: ['brandPr', 'legal'],
      mustInclude: ['brandPr', 'legal'],
      quorum: { sev1: 2, sev2: 2, sev3: 2 },
      allowSelf: false,
    });
    expect(common.approvals.wording.quorum).toEqual({ sev1: 0, sev2: 0, sev3: 0 });
  });

  it('S1-17: leave the approver of a plan to the level', () => {
    expect(common.approvals.responsePlan.eligible).toEqual([]);
    expect(schemes['aftersales']?.levels.sev1.planApproval).toBe('leadership');
    expect(schemes['aftersales']?.levels.sev2.planApproval).toBe('executionTeam');
  });

  it('S1-01: forbid calling a fault maintenance unless it is', () => {
    const maintenance = common.forbiddenPhrases.find(({ match }) => match.includes('系统维护'));
    expect(maintenance?.unlessCause).toBe('maintenance');
  });

  it('S4-14: keep records for two years', () => {
    expect(common.retentionDays).toBe(730);
  });

  it('name each level by one table of aliases, and grade incidents by schemes for incidents', () => {
    expect(Object.keys(schemes)).toEqual(['hotline', 'aftersales']);
    expect(shippedPolicy.defaultScheme).toBe('hotline');
    expect(severityAliases.sev1).toContain('一级');
    const aliases = SEVERITIES.flatMap((severity) => severityAliases[severity]);
    expect(new Set(aliases).size).toBe(aliases.length);
  });

  it('leave the after-sales scheme without a cadence of its own (E11)', () => {
    expect(schemes['aftersales']?.levels.sev1.cadence).toBeUndefined();
    expect(schemes['hotline']?.levels.sev3.cadence).toEqual({ everyMs: HOUR, to: 'commandGroup' });
  });

  it('come from the files that ship with the program', () => {
    const loaded = loadRulebook();
    expect(loaded.ok && loaded.origin['general']).toMatch(/src[/\\]playbooks[/\\]general\.yaml$/);
  });
});
