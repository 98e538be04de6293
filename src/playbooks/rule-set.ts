import type { Common, Playbook } from '#domain/playbook/playbook.ts';
import type { SchemesFile } from './schema/schemes-schema.ts';
import type { YamlFile } from './yaml-file.ts';

/** A value together with the file that says where its parts stand. */
export interface Sourced<T> {
  readonly value: T;
  readonly yaml: YamlFile;
}

/** Everything that is checked against each other. */
export interface RuleSet {
  readonly common: Sourced<Common>;
  readonly schemes: Sourced<SchemesFile>;
  readonly playbooks: readonly Sourced<Playbook>[];
}
