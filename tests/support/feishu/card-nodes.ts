import {
  isObject,
  LEFTOVERS,
  listOf,
  LOCALISED,
  OPAQUE,
  STRUCTS,
  TAGS,
  type CardObject,
} from './card-facts.ts';

/** One tagged object of a card and where it stands. */
export interface Placed {
  readonly node: CardObject;
  readonly tag: string;
  readonly path: string;
  /** Tags of what it stands in, outermost first; none at the body's root. */
  readonly inside: readonly string[];
  /** Property of its parent. */
  readonly as: string;
}

export interface Walk {
  readonly nodes: readonly Placed[];
  readonly problems: readonly string[];
}

const PRIMITIVES: readonly (readonly [RegExp, string])[] = [
  [/^(string|str)$/iu, 'string'],
  [/^bool(ean)?$/iu, 'boolean'],
  [/^(number|int)$/iu, 'number'],
];

const typeProblems = (tag: string, name: string, value: unknown, path: string): string[] => {
  const fact = TAGS[tag]?.[name];
  const wanted = PRIMITIVES.find(([pattern]) => pattern.test(fact?.type ?? ''))?.[1];
  return wanted === undefined || typeof value === wanted
    ? []
    : [`${path}.${name} must be a ${wanted}`];
};

const propertyProblems = ({ node, tag, path }: Placed): string[] => {
  const known = TAGS[tag];
  if (known === undefined) return [`${path} has the unknown tag ${tag}`];
  const allowed = [...Object.keys(known), ...(LOCALISED[tag] ?? [])].filter(
    (name) => LEFTOVERS[tag]?.includes(name) !== true,
  );
  return Object.entries(node).flatMap(([name, value]) =>
    allowed.includes(name)
      ? typeProblems(tag, name, value, path)
      : [`${path} (${tag}) has the unknown property ${name}`],
  );
};

const structProblems = (struct: CardObject, tag: string, as: string, path: string): string[] => {
  const keys = STRUCTS[`${tag}.${as}`] ?? STRUCTS[as];
  if (keys === undefined) return [`${path} is an object without a tag`];
  return Object.keys(struct)
    .filter((name) => !keys.includes(name))
    .map((name) => `${path} has the unknown property ${name}`);
};

interface At {
  readonly tag: string;
  readonly as: string;
  readonly path: string;
  readonly inside: readonly string[];
}

const joined = (walks: readonly Walk[]): Walk => ({
  nodes: walks.flatMap(({ nodes }) => nodes),
  problems: walks.flatMap(({ problems }) => problems),
});

const walkProperties = (value: CardObject, tag: string, inside: readonly string[], path: string) =>
  joined(
    Object.entries(value)
      .filter(([name]) => !OPAQUE.has(name) || (name === 'value' && tag === 'behaviors'))
      .map(([name, child]) => walkValue(child, { tag, as: name, path: `${path}.${name}`, inside })),
  );

const walkObject = (value: CardObject, { tag, as, path, inside }: At): Walk => {
  if (typeof value['tag'] !== 'string') {
    const own = structProblems(value, tag, as, path);
    const rest = walkProperties(value, tag, inside, path);
    return joined([{ nodes: [], problems: own }, rest]);
  }
  const placed: Placed = { node: value, tag: value['tag'], path, inside, as };
  const rest = walkProperties(value, placed.tag, [...inside, placed.tag], path);
  return joined([{ nodes: [placed], problems: propertyProblems(placed) }, rest]);
};

const walkValue = (value: unknown, at: At): Walk => {
  if (Array.isArray(value))
    return joined(
      listOf(value).map((one, n) => walkValue(one, { ...at, path: `${at.path}[${n}]` })),
    );
  return isObject(value) ? walkObject(value, at) : { nodes: [], problems: [] };
};

/** Every tagged object below `value`, with what is unknown about tags and properties. */
export const walkNodes = (value: unknown, path: string): Walk =>
  walkValue(value, { tag: '', as: path, path, inside: [] });
