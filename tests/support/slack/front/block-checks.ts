import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { blockKitSchema, SURFACES } from '../facts.ts';
import { isList, isRecord } from '../world/method.ts';

type Surface = 'message' | 'modal' | 'home';

const isWebAddress = (url: string): boolean =>
  /^(?:https?|mailto|tel):/u.test(url) && URL.canParse(url);

const compile = () => {
  const schema = blockKitSchema();
  const ajv = new Ajv2020({ strict: false, formats: { uri: isWebAddress } });
  ajv.addSchema(schema, 'block-kit');
  const known = new Map<string, ValidateFunction>();
  /** A part of the schema by its name. */
  return (name: string): ValidateFunction | undefined => {
    if (!isRecord(schema['$defs']) || !(name in schema['$defs'])) return undefined;
    const made = known.get(name) ?? ajv.compile({ $ref: `block-kit#/$defs/${name}` });
    known.set(name, made);
    return made;
  };
};

let compiled: ReturnType<typeof compile> | undefined;
const definition = (name: string): ValidateFunction | undefined => {
  compiled ??= compile();
  return compiled(name);
};

/** Compiles the schema now, so that no call waits for it while a trigger runs out. */
export const prepareBlockChecks = (): void => {
  for (const name of ['modal_view', 'home_view']) definition(name);
  for (const type of Object.keys(SURFACES)) definition(`${type}_block`);
};

/** Every object inside a structure, with the structure itself. */
export const objectsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] => {
  if (isList(value)) return value.flatMap(objectsIn);
  if (!isRecord(value)) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
};

const duplicates = (ids: readonly unknown[]): readonly unknown[] =>
  ids.filter((id, at) => id !== undefined && ids.indexOf(id) !== at);

const idsOf = (some: readonly unknown[], key: string): readonly unknown[] =>
  objectsIn(some).map((one) => one[key]);

/** An action_id is unique in a message; in a view, where block_id comes first in its values, in its block. */
const doubledIds = (blocks: readonly unknown[], surface: Surface): readonly string[] => {
  const scopes = surface === 'message' ? [blocks] : blocks.map((block) => [block]);
  return [
    ...duplicates(idsOf(blocks, 'block_id')).map((id) => `duplicate block_id ${String(id)}`),
    ...scopes.flatMap((some) =>
      duplicates(idsOf(some, 'action_id')).map((id) => `duplicate action_id ${String(id)}`),
    ),
  ];
};

const misplaced = (blocks: readonly unknown[], surface: Surface): readonly string[] =>
  blocks.filter(isRecord).flatMap((block) => {
    const places = SURFACES[String(block['type'])];
    return places === undefined || places.includes(surface)
      ? []
      : [`block ${String(block['type'])} does not belong into a ${surface}`];
  });

const schemaFaults = (name: string, value: unknown): readonly string[] => {
  const validate = definition(name);
  if (validate === undefined) return [`unknown ${name}`];
  if (validate(value)) return [];
  // The first complaint of a list of alternatives is about an alternative nobody meant.
  const errors = validate.errors ?? [];
  const deepest = errors.toSorted((a, b) => b.instancePath.length - a.instancePath.length)[0];
  return [`${deepest?.instancePath ?? ''} ${deepest?.message ?? 'does not fit the schema'}`];
};

const blockFaults = (blocks: readonly unknown[]): readonly string[] =>
  blocks.flatMap((block, at) =>
    schemaFaults(`${isRecord(block) ? String(block['type']) : 'no'}_block`, block).map(
      (fault) => `/${at}${fault}`,
    ),
  );

const MAX_MESSAGE_BLOCKS = 50;

/** What is wrong with the blocks of a message. */
export const messageBlockFaults = (blocks: readonly unknown[]): readonly string[] => [
  ...(blocks.length > MAX_MESSAGE_BLOCKS ? [`${blocks.length} blocks, 50 are allowed`] : []),
  ...blockFaults(blocks),
  ...misplaced(blocks, 'message'),
  ...(blocks.filter((one) => isRecord(one) && one['type'] === 'table').length > 1
    ? ['more than one table']
    : []),
  ...doubledIds(blocks, 'message'),
];

/** What is wrong with a modal or an App Home. */
export const viewFaults = (view: unknown): readonly string[] => {
  if (!isRecord(view)) return ['a view must be an object'];
  const surface = view['type'] === 'home' ? 'home' : 'modal';
  const blocks = isList(view['blocks']) ? view['blocks'] : [];
  return [
    ...blockFaults(blocks),
    ...schemaFaults(`${surface}_view`, view),
    ...misplaced(blocks, surface),
    ...doubledIds(blocks, surface),
  ];
};

/** Characters of all texts in the blocks. */
export const blockTextLength = (blocks: readonly unknown[]): number =>
  objectsIn(blocks).reduce(
    (sum, one) => sum + (typeof one['text'] === 'string' ? one['text'].length : 0),
    0,
  );
