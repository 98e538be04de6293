import type { FieldFact } from './facts.ts';
import { fieldsOf } from './facts.ts';
import type { Json } from './json.ts';
import { isObject, lengthOf, textOf } from './json.ts';

/** What an id looks like, by the name of the field that carries it. */
const ID_SHAPES: Readonly<Record<string, RegExp>> = {
  chat_id: /^oc_[\w-]+$/u,
  message_id: /^om_[\w-]+$/u,
  open_id: /^ou_[\w-]+$/u,
  union_id: /^on_[\w-]+$/u,
  app_id: /^cli_[0-9a-f]{16}$/u,
  document_id: /^[\w-]+$/u,
  block_id: /^[\w-]+$/u,
  token: /^[\w-]+$/u,
  reaction_id: /^[\w-]+$/u,
  task_guid: /^[\w-]+$/u,
  reserve_id: /^\d+$/u,
  command_id: /^[\w-]+$/u,
};

/** A problem with an id, or none; fields that are no ids have none. */
export const idProblem = (name: string, value: string): string | undefined => {
  const shape = ID_SHAPES[name];
  if (shape === undefined || shape.test(value)) return undefined;
  return `${name} is no id of its kind: ${JSON.stringify(value)}`;
};

const lengthProblems = (field: FieldFact, value: string | readonly unknown[], at: string) => {
  const size = typeof value === 'string' ? lengthOf(value) : value.length;
  const short = field.minLen !== undefined && size < field.minLen;
  const long = field.maxLen !== undefined && size > field.maxLen;
  return short || long
    ? [`${at} has length ${size}, allowed ${field.minLen ?? 0} to ${field.maxLen ?? 'any'}`]
    : [];
};

const numberProblems = (field: FieldFact, value: number, at: string): string[] => {
  if (!Number.isInteger(value)) return [`${at} must be an integer`];
  const low = field.min !== undefined && value < field.min;
  const high = field.max !== undefined && value > field.max;
  return low || high
    ? [`${at} is ${value}, allowed ${field.min ?? 'any'} to ${field.max ?? 'any'}`]
    : [];
};

const enumProblems = (field: FieldFact, value: unknown, at: string): string[] =>
  field.enum === undefined || field.enum.includes(textOf(value))
    ? []
    : [`${at} is ${JSON.stringify(value)}, allowed ${field.enum.join(', ')}`];

const oneProblems = (field: FieldFact, type: string, value: unknown, at: string): string[] => {
  if (type === 'string') {
    if (typeof value !== 'string') return [`${at} must be a string`];
    return [...enumProblems(field, value, at), ...lengthProblems(field, value, at)];
  }
  if (type === 'boolean') return typeof value === 'boolean' ? [] : [`${at} must be a boolean`];
  if (type === 'int') {
    if (typeof value !== 'number') return [`${at} must be a number`];
    return [...enumProblems(field, value, at), ...numberProblems(field, value, at)];
  }
  if (!isObject(value)) return [`${at} must be an object`];
  const children = fieldsOf(field.children);
  // Cards have rules of their own (card-check.ts).
  return children === undefined || field.name === 'card' ? [] : bodyProblems(children, value, at);
};

const listProblems = (field: FieldFact, value: unknown, at: string): string[] => {
  if (!Array.isArray(value)) return [`${at} must be a list`];
  const { minLen: _min, maxLen: _max, ...item } = field;
  return [
    ...lengthProblems(field, value, at),
    ...value.flatMap((one: unknown, index) =>
      oneProblems(item, field.type.replace(/\[\]$/u, ''), one, `${at}[${index}]`),
    ),
  ];
};

/** What is wrong with a JSON body; unknown fields are wrong. */
export const bodyProblems = (fields: readonly FieldFact[], body: Json, at = ''): string[] => {
  const path = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const unknown = Object.keys(body)
    .filter((name) => !fields.some((field) => field.name === name))
    .map((name) => `${path(name)} is unknown`);
  const wrong = fields.flatMap((field): string[] => {
    const value = body[field.name];
    if (value === undefined) return field.required ? [`${path(field.name)} is required`] : [];
    if (field.type === 'array')
      return Array.isArray(value) ? [] : [`${path(field.name)} is no list`];
    return field.type.endsWith('[]')
      ? listProblems(field, value, path(field.name))
      : oneProblems(field, field.type, value, path(field.name));
  });
  return [...unknown, ...wrong];
};

const queryValueProblems = (field: FieldFact, value: string): string[] => {
  const { name } = field;
  if (field.type === 'int') {
    if (!/^-?\d+$/u.test(value)) return [`${name} must be a number`];
    return [...enumProblems(field, value, name), ...numberProblems(field, Number(value), name)];
  }
  if (field.type === 'boolean') {
    return value === 'true' || value === 'false' ? [] : [`${name} must be true or false`];
  }
  return [...enumProblems(field, value, name), ...lengthProblems(field, value, name)];
};

/** What is wrong with a query string. */
export const queryProblems = (
  fields: readonly FieldFact[],
  query: Readonly<Record<string, string>>,
): string[] => [
  ...Object.keys(query)
    .filter((name) => !fields.some((field) => field.name === name))
    .map((name) => `${name} is unknown`),
  ...fields.flatMap((field): string[] => {
    const value = query[field.name];
    if (value === undefined) return field.required ? [`${field.name} is required`] : [];
    const id = idProblem(field.name, value);
    return id === undefined ? queryValueProblems(field, value) : [id];
  }),
];
