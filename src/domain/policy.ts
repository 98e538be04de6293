import type { Organisation } from './organisation/organisation.ts';
import type { Rulebook } from './playbook/playbook.ts';

/** The rules in force when a command is decided: playbooks and organisation as last validated. */
export interface Policy extends Rulebook {
  readonly organisation: Organisation;
}
