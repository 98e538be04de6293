import type { Severity } from '../playbook/playbook.ts';

interface Asked {
  /** The level that the word speaks for (S3-02). */
  readonly severity: Severity;
  /** Roles whose people take over (S0-30). */
  readonly roles: readonly string[];
}

/** What follows from a word of each action of `escalationKeywords` in common.yaml. */
const ACTIONS: Readonly<Record<string, Asked>> = {
  raiseSev1Alert: { severity: 'sev1', roles: ['seniorAgent'] },
  handoverSenior: { severity: 'sev2', roles: ['seniorAgent'] },
  handoverSeniorAndBrand: { severity: 'sev2', roles: ['seniorAgent', 'brandPr'] },
  handoverLegal: { severity: 'sev2', roles: ['legal'] },
};

/** Undefined for a word that is only sorted by, such as 投诉. */
export const askedBy = (action: string): Asked | undefined =>
  Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
