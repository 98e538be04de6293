import { METHODS, type MethodFacts } from '../facts.ts';
import { isList, isRecord, type Args } from '../world/method.ts';

/** Arguments that are structures; a form carries them as JSON. */
const STRUCTURED = new Set([
  'attachments',
  'blocks',
  'changes',
  'criteria',
  'document_content',
  'files',
  'metadata',
  'view',
]);

/** Arguments a method cannot do without although its page marks them as optional. */
const ALSO_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'bookmarks.add': ['channel_id', 'link'],
  'bookmarks.edit': ['channel_id', 'bookmark_id'],
  'bookmarks.list': ['channel_id'],
  'bookmarks.remove': ['channel_id', 'bookmark_id'],
  'conversations.kick': ['user'],
  'pins.add': ['timestamp'],
  'pins.remove': ['timestamp'],
  'reactions.get': ['channel', 'timestamp'],
  'views.open': ['trigger_id'],
  'views.push': ['trigger_id'],
};

const parsed = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const fromForm = (name: string, value: string, type: string | undefined): unknown => {
  if (STRUCTURED.has(name)) return parsed(value);
  if (type === 'boolean')
    return { true: true, '1': true, false: false, '0': false }[value] ?? value;
  if (type === 'number' || type === 'integer') {
    return /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : value;
  }
  if (type === 'array') return value.startsWith('[') ? parsed(value) : value.split(',');
  return value;
};

/** The arguments of a call, whether they came as a form or as JSON. */
export const readArguments = (
  method: string,
  contentType: string,
  body: string,
): Args | undefined => {
  if (contentType.startsWith('application/json')) {
    const args = parsed(body === '' ? '{}' : body);
    return isRecord(args) ? args : undefined;
  }
  const facts = METHODS[method]?.args ?? {};
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      fromForm(name, value, facts[name]?.type),
    ]),
  );
};

const isOfType = (name: string, value: unknown, type: string | undefined): boolean => {
  if (
    name === 'view' ||
    name === 'document_content' ||
    name === 'criteria' ||
    name === 'metadata'
  ) {
    return isRecord(value);
  }
  if (name === 'blocks' || name === 'attachments' || name === 'files' || name === 'changes') {
    return isList(value);
  }
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'number' || type === 'integer') return typeof value === 'number';
  if (type === 'array') return isList(value);
  return typeof value === 'string';
};

export interface Fault {
  /** What Slack answers. */
  readonly error: string;
  /** What a developer must know. */
  readonly says: string;
}

const isKnown = (facts: MethodFacts, name: string): boolean =>
  name in facts.args || facts.typedArgs?.includes(name) === true;

/** What is wrong with the names, presence and types of a call's arguments. */
export const argumentFault = (
  method: string,
  facts: MethodFacts,
  args: Args,
): Fault | undefined => {
  const required = [
    ...Object.entries(facts.args).flatMap(([name, one]) => (one.required === true ? [name] : [])),
    ...(ALSO_REQUIRED[method] ?? []),
  ];
  for (const name of Object.keys(args)) {
    if (!isKnown(facts, name))
      return { error: 'invalid_arg_name', says: `unknown argument ${name}` };
  }
  for (const name of required) {
    if (args[name] === undefined || args[name] === '') {
      return { error: 'invalid_arguments', says: `missing argument ${name}` };
    }
  }
  for (const [name, value] of Object.entries(args)) {
    if (!isOfType(name, value, facts.args[name]?.type)) {
      return { error: 'invalid_arguments', says: `argument ${name} is of the wrong type` };
    }
  }
  return undefined;
};
