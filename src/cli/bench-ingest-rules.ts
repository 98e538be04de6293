import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Scenarios that are added to the shipped ones; each has a metric of its own and four rules on it. */
export const SCENARIOS = 48;
const RULES_EACH = 4;
/** With those of the shipped playbooks, over two hundred. */
export const ADDED_RULES = SCENARIOS * RULES_EACH;

const two = (n: number): string => String(n).padStart(2, '0');

/** The metric that the rules of scenario `n` are about. */
export const metricOf = (n: number): string => `bench.load${two(n)}`;
/** Its name on cards. */
export const nameOf = (n: number): string => `压测${two(n)}`;
/** The scenario that a card names; undefined for another card. */
export const scenarioIn = (text: string): number | undefined => {
  const found = /压测(\d\d)/u.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** What makes its first rule fire, and what none minds. */
export const ALARMING = 150;
export const ORDINARY = 50;

const playbookOf = (n: number): string => `id: bench-${two(n)}
version: 1
names: { zh-CN: "${nameOf(n)}", en: "Bench ${two(n)}" }
aliases: [bench-${two(n)}]
scheme: hotline
defaultSeverity: sev3
triggers:
  - { id: b${two(n)}-high, metric: ${metricOf(n)}, op: gt, value: 100, stage: trigger }
  - { id: b${two(n)}-low, metric: ${metricOf(n)}, op: lt, value: -1000, stage: watch }
  - { id: b${two(n)}-held, metric: ${metricOf(n)}, op: gt, value: 90, sustainedFor: 5m, stage: watch }
  - { id: b${two(n)}-fallen, metric: ${metricOf(n)}, op: lte, value: -2000, sustainedFor: 2m, stage: watch }
severityHints: []
roles: []
checklist: []
wording: { zh-CN: "压测。", en: "Bench." }
scripts: []
announcements: []
`;

/** Writes the added playbooks into a new folder inside `dir`, and gives it. */
export const writeRules = (dir: string): string => {
  const folder = path.join(dir, 'playbooks');
  mkdirSync(folder);
  for (let n = 0; n < SCENARIOS; n += 1)
    writeFileSync(path.join(folder, `bench-${two(n)}.yaml`), playbookOf(n));
  return folder;
};
