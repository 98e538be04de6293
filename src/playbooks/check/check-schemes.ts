import { TICKET_CLOCK_RULES } from '#domain/ticket/limits.ts';
import { TICKET_CATEGORIES } from '#domain/ticket/rules.ts';
import { SEVERITIES, type SchemeLevel } from '#domain/playbook/playbook.ts';
import type { RuleSet } from '../rule-set.ts';
import type { YamlPath } from '../yaml-file.ts';
import { checkItems, type ItemContext } from './check-items.ts';
import { checkThreshold } from './check-rules.ts';
import { expectKnown, type Report } from './report.ts';

const ROLE_FIELDS = ['commandBody', 'lead', 'reportTo', 'planApproval'] as const;

const isEmpty = (low: number | undefined, high: number | undefined): boolean =>
  low !== undefined && high !== undefined && low > high;

const checkLevel = (
  report: Report,
  path: YamlPath,
  level: SchemeLevel,
  context: ItemContext,
): void => {
  for (const field of ROLE_FIELDS)
    expectKnown(report, [...path, field], level[field], context.roles, 'unknown-role');
  // A cadence is owed to a role, or to everyone in the incident's own room.
  const audience = ['warRoom', ...context.roles];
  expectKnown(report, [...path, 'cadence', 'to'], level.cadence?.to, audience, 'unknown-role');
  const { minRegions, maxRegions, minUsers, maxUsers } = level.scope ?? {};
  if (isEmpty(minRegions, maxRegions) || isEmpty(minUsers, maxUsers))
    report([...path, 'scope'], { code: 'range-empty' });
  if (level.recoveryTarget !== undefined)
    checkThreshold(report, [...path, 'recoveryTarget'], 'recoveryTarget', level.recoveryTarget);
  checkItems(report, [...path, 'duties'], level.duties, context);
};

/** severity-schemes.yaml: roles, defaults, and duties that can be completed. */
export const checkSchemes = (report: Report, set: RuleSet, roles: readonly string[]): void => {
  const { schemes, defaults, ticketClocks } = set.schemes.value;
  const templates = set.playbooks.flatMap(({ value }) => value.announcements);
  for (const [id, scheme] of Object.entries(schemes))
    for (const severity of SEVERITIES) {
      const path = ['schemes', id, 'levels', severity];
      if (scheme.appliesTo === 'incident')
        checkLevel(report, path, scheme.levels[severity], { roles, templates });
      else
        expectKnown(
          report,
          [...path, 'owner'],
          scheme.levels[severity].owner,
          roles,
          'unknown-role',
        );
    }
  for (const appliesTo of ['incident', 'ticket'] as const) {
    const allowed = Object.keys(schemes).filter((id) => schemes[id]?.appliesTo === appliesTo);
    expectKnown(report, ['defaults', appliesTo], defaults[appliesTo], allowed, 'unknown-scheme');
  }
  for (const [id, { onBreach, category }] of Object.entries(ticketClocks)) {
    expectKnown(report, ['ticketClocks', id], id, TICKET_CLOCK_RULES, 'unknown-clock');
    expectKnown(
      report,
      ['ticketClocks', id, 'category'],
      category,
      TICKET_CATEGORIES,
      'unknown-category',
    );
    expectKnown(report, ['ticketClocks', id, 'onBreach'], onBreach, roles, 'unknown-role');
  }
};
