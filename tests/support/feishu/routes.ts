import { routeFacts } from './facts.ts';
import type { RouteFact } from './facts.ts';

interface Compiled {
  readonly fact: RouteFact;
  readonly names: readonly string[];
  readonly shape: RegExp;
}

const compile = (fact: RouteFact): Compiled => {
  const names = [...fact.path.matchAll(/:(\w+)/gu)].map(([, name]) => name ?? '');
  return { fact, names, shape: new RegExp(`^${fact.path.replaceAll(/:\w+/gu, '([^/]+)')}$`, 'u') };
};

// A path with fewer parameters is the closer match: /chats/search before /chats/:chat_id.
const compiled = routeFacts.map(compile).toSorted((a, b) => a.names.length - b.names.length);

export interface Matched {
  readonly fact: RouteFact;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a request, or why there is none. */
export const matchRoute = (method: string, path: string): Matched | 'unknown' | 'verb' => {
  const onPath = compiled.filter(({ shape }) => shape.test(path));
  const [closest] = onPath;
  if (closest === undefined) return 'unknown';
  const found = onPath.find(({ fact }) => fact.method === method);
  if (found === undefined) return 'verb';
  const values = found.shape.exec(path)?.slice(1) ?? [];
  return {
    fact: found.fact,
    params: Object.fromEntries(found.names.map((name, index) => [name, values[index] ?? ''])),
  };
};

/** `PATCH /open-apis/im/v1/messages/:message_id`; method and path where there is no such route. */
export const routeName = ({
  method,
  path,
}: {
  readonly method: string;
  readonly path: string;
}): string => {
  const matched = matchRoute(method, path);
  return `${method} ${typeof matched === 'string' ? path : matched.fact.path}`;
};
