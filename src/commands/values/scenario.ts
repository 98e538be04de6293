import type { Policy } from '#domain/policy.ts';
import { fold, foldKey } from '../normalise.ts';

/** The id of the playbook with this id, name or alias. */
export const readScenario = (given: string, policy: Policy): string | undefined => {
  const wanted = fold(given);
  return Object.values(policy.playbooks).find(
    ({ id, names, aliases }) =>
      foldKey(id) === foldKey(given) ||
      [...Object.values(names), ...aliases].some((word) => fold(word) === wanted),
  )?.id;
};

/** Every word that names a scenario. */
export const scenarioWords = (policy: Policy): readonly string[] =>
  Object.values(policy.playbooks).flatMap(({ id, names, aliases }) => [
    id,
    ...Object.values(names),
    ...aliases,
  ]);
