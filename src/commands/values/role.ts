import type { RoleDefinition } from '#domain/playbook/playbook.ts';
import type { Policy } from '#domain/policy.ts';
import { fold, foldKey } from '../normalise.ts';

/** Anyone who works on the incident without a role of the catalogue. */
const RESPONDER: RoleDefinition = {
  id: 'responder',
  names: { 'zh-CN': '响应人员', en: 'Responder' },
  single: false,
  unionOf: [],
};
const SUFFIX = /(小组|组|部门|部|人员)$/;

export const rolesOf = (policy: Policy): readonly RoleDefinition[] => [
  ...policy.common.roles,
  RESPONDER,
];

/** 品牌/公关组 answers to 品牌组, 品牌, 公关组 and 公关 too. */
const shortNames = ({ names }: RoleDefinition): readonly string[] => {
  const parts = Object.values(names).flatMap((name) => [name, ...name.split(/[/&]/)]);
  const bare = parts.map((part) => fold(part).replace(SUFFIX, ''));
  return [...parts.map(fold), ...bare, ...bare.map((part) => `${part}组`)];
};

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/** The id of the role with this id or name; short forms count while they are unmistakable. */
export const readRole = (given: string, policy: Policy): string | undefined => {
  const roles = rolesOf(policy);
  const wanted = fold(given);
  const exact = roles.find(
    ({ id, names }) =>
      foldKey(id) === foldKey(given) || Object.values(names).some((name) => fold(name) === wanted),
  );
  if (exact !== undefined) return exact.id;
  const short = only(roles.filter((role) => shortNames(role).includes(wanted)));
  if (short !== undefined) return short.id;
  if (wanted.length < 2) return undefined;
  return only(roles.filter((role) => shortNames(role).some((name) => name.startsWith(wanted))))?.id;
};

export const roleWords = (policy: Policy): readonly string[] =>
  rolesOf(policy).flatMap(({ id, names }) => [id, ...Object.values(names)]);
