import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { readButton } from '#adapters/slack/blocks/button.ts';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/slack/${name}`, import.meta.url), 'utf8'));

type Plain = Readonly<Record<string, unknown>>;
export type Surface = 'message' | 'modal' | 'home';

const schema = fixture('block-kit.schema.json') as Plain & { readonly $id: string };
const SURFACES = fixture('surfaces.json') as Readonly<Record<string, readonly string[]>>;

const ajv = new Ajv2020({ strict: false, formats: { uri: (text: string) => URL.canParse(text) } });
ajv.addSchema(schema);
const validator = (ref: string) => ajv.compile({ $ref: `${schema.$id}${ref}` });
const blocksAreValid = validator('');
const modalIsValid = validator('#/$defs/modal_view');
const homeIsValid = validator('#/$defs/home_view');

const told = (errors: readonly ErrorObject[] | null | undefined): readonly string[] =>
  // `oneOf` says a line for every kind of block that it is not; the deepest lines are about the one it is.
  (errors ?? [])
    .toSorted((a, b) => b.instancePath.length - a.instancePath.length)
    .slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath}: ${message}`);

/** Every object anywhere in a payload. */
export const objectsIn = (value: unknown): readonly Plain[] => {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Plain, ...Object.values(value).flatMap(objectsIn)];
};

const textsOf = (value: unknown): readonly string[] =>
  objectsIn(value).flatMap(({ text }) => (typeof text === 'string' ? [text] : []));

const doubles = (ids: readonly unknown[]): readonly unknown[] =>
  ids.filter((id, index) => ids.indexOf(id) !== index);

const present = (objects: readonly Plain[], name: string): readonly unknown[] =>
  objects.map((object) => object[name]).filter((id) => id !== undefined);

const LEAVES = ['text', 'link', 'user', 'date'];

const leafProblems = (objects: readonly Plain[]): readonly string[] =>
  objects.flatMap(({ type, elements }) => {
    if (typeof type !== 'string' || !type.startsWith('rich_text')) return [];
    if (!Array.isArray(elements) || elements.length === 0) return [`empty ${type}`];
    if (type === 'rich_text' || type === 'rich_text_list') return [];
    return elements.flatMap((leaf: Plain) => {
      if (!LEAVES.includes(String(leaf['type']))) return [`leaf ${String(leaf['type'])}`];
      return leaf['text'] === '' ? [`empty leaf in ${type}`] : [];
    });
  });

const textProblems = (objects: readonly Plain[]): readonly string[] =>
  objects.flatMap(({ type, emoji, text }) => {
    if (type === 'mrkdwn' || type === 'markdown') return [`markup is read in ${String(text)}`];
    if (type !== 'plain_text') return [];
    const blank = String(text).trim() === '' ? ['blank plain_text'] : [];
    return emoji === false ? blank : [...blank, 'emoji are read in a plain_text'];
  });

const tableProblems = (objects: readonly Plain[]): readonly string[] => {
  const tables = objects.filter(({ type }) => type === 'table');
  const cells = tables.flatMap(({ rows }) => textsOf(rows)).join('').length;
  const ragged = tables.filter(
    ({ rows }) =>
      new Set((rows as readonly (readonly unknown[])[]).map(({ length }) => length)).size > 1,
  );
  return [
    ...(tables.length > 1 ? ['several tables'] : []),
    ...(cells > 10_000 ? [`${cells} characters in tables`] : []),
    ...(ragged.length > 0 ? ['rows of different length'] : []),
    ...(objects.some(({ type, text }) => type === 'raw_text' && text === '')
      ? ['an empty cell']
      : []),
  ];
};

const buttonProblems = (objects: readonly Plain[]): readonly string[] =>
  objects
    .filter(({ type }) => type === 'button')
    .filter((button) => readButton(button) === undefined)
    .map((button) => `a button that can't be read back: ${JSON.stringify(button)}`);

const halfCharacters = (objects: readonly Plain[]): readonly string[] =>
  objects
    .flatMap((object) => Object.values(object))
    .filter((value) => typeof value === 'string' && !value.isWellFormed())
    .map((value) => `half a character in ${JSON.stringify(value)}`);

/** What Slack would refuse, or what would not be inert, beyond the schema. */
const ownProblems = (blocks: readonly unknown[], surface: Surface): readonly string[] => {
  const objects = objectsIn(blocks);
  const most = surface === 'message' ? 50 : 100;
  const length = surface === 'modal' ? 0 : textsOf(blocks).join('').length;
  return [
    ...(blocks.length > most ? [`${blocks.length} blocks`] : []),
    ...(length > 12_000 ? [`${length} characters`] : []),
    ...(blocks as readonly Plain[])
      .filter(({ type }) => SURFACES[String(type)]?.includes(surface) !== true)
      .map(({ type }) => `${String(type)} in a ${surface}`),
    ...doubles(present(blocks as readonly Plain[], 'block_id')).map((id) => `twice ${String(id)}`),
    ...doubles(
      present(
        objects.filter(({ type }) => type === 'button'),
        'action_id',
      ),
    ).map((id) => `twice ${String(id)}`),
    ...leafProblems(objects),
    ...textProblems(objects),
    ...tableProblems(objects),
    ...buttonProblems(objects),
    ...halfCharacters(objects),
  ];
};

/** A live entity in a text that Slack reads markup in. */
const LIVE = /<|>|&(?!amp;|lt;|gt;)/u;

/** What is wrong with a message; empty for a good one. */
export const messageProblems = ({
  text,
  blocks,
}: {
  readonly text: string;
  readonly blocks: readonly unknown[];
}): readonly string[] => [
  ...(blocksAreValid(blocks) ? [] : told(blocksAreValid.errors)),
  ...ownProblems(blocks, 'message'),
  ...(text.trim() === '' ? ['no text'] : []),
  ...(text.length > 4_000 ? [`text of ${text.length}`] : []),
  ...(LIVE.test(text) ? [`live: ${text}`] : []),
];

/** What is wrong with a modal or a Home tab; empty for a good one. */
export const viewProblems = (view: {
  readonly type: string;
  readonly blocks: readonly unknown[];
}): readonly string[] => {
  const validate = view.type === 'modal' ? modalIsValid : homeIsValid;
  return [
    ...(validate(view) ? [] : told(validate.errors)),
    ...ownProblems(view.blocks, view.type === 'modal' ? 'modal' : 'home'),
    ...(Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ['larger than 250 kB'] : []),
  ];
};

/** Everything blocks show, as a reader in Slack sees it, one line a block. */
export const shownText = (blocks: readonly unknown[]): string => {
  const shown = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(shown).join('');
    if (typeof value !== 'object' || value === null) return '';
    const { type, text, elements, rows, fallback, user_id, element, label } = value as Plain;
    if (type === 'date') return String(fallback);
    if (type === 'user') return `@${String(user_id)}`;
    if (typeof text === 'string') return text;
    return [label, text, elements, rows, element].map(shown).join('');
  };
  return blocks.map(shown).join('\n');
};
