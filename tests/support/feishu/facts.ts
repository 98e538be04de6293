import { readFileSync } from 'node:fs';

/** One field of a request, as the platform documents it. */
export interface FieldFact {
  readonly name: string;
  readonly type: string;
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly minLen?: number;
  readonly maxLen?: number;
  readonly min?: number;
  readonly max?: number;
  /** The fields themselves, or the name of a list under `defs`. */
  readonly children?: readonly FieldFact[] | string;
}

export interface RouteFact {
  readonly method: string;
  readonly path: string;
  readonly rate?: string | null;
  readonly tokens?: readonly string[];
  readonly scopes?: readonly string[];
  readonly query?: readonly FieldFact[] | string;
  readonly body?: readonly FieldFact[] | string;
  /** HTTP status, code, message. */
  readonly errors?: readonly (readonly [number | null, number, string])[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/feishu/${name}`, import.meta.url), 'utf8'));

const api = read('api.json') as {
  readonly defs: Readonly<Record<string, readonly FieldFact[]>>;
  readonly routes: readonly RouteFact[];
};

/** Native slash commands (2026): not in the documentation pages the facts came from. */
const SLASH = '/open-apis/application/v7/app_slash_commands';
const SLASH_BODY: readonly FieldFact[] = [
  { name: 'command', type: 'string', required: true, minLen: 1, maxLen: 30 },
  {
    name: 'description',
    type: 'object',
    required: true,
    children: [
      { name: 'default_value', type: 'string', required: true, minLen: 1 },
      {
        name: 'i18n',
        type: 'object',
        children: [
          { name: 'zh_cn', type: 'string' },
          { name: 'en_us', type: 'string' },
          { name: 'ja_jp', type: 'string' },
        ],
      },
    ],
  },
  { name: 'icon', type: 'object', children: [{ name: 'icon_key', type: 'string' }] },
];
const optional = (fields: readonly FieldFact[]): readonly FieldFact[] =>
  fields.map((field) => ({ ...field, required: false }));

const SLASH_ROUTES: readonly RouteFact[] = [
  {
    method: 'POST',
    path: SLASH,
    scopes: ['application:app_slash_command:write'],
    body: SLASH_BODY,
  },
  {
    method: 'GET',
    path: SLASH,
    scopes: ['application:app_slash_command:read'],
    query: [
      { name: 'page_size', type: 'int', min: 1, max: 100 },
      { name: 'page_token', type: 'string' },
    ],
  },
  {
    method: 'PATCH',
    path: `${SLASH}/:command_id`,
    scopes: ['application:app_slash_command:write'],
    body: optional(SLASH_BODY),
  },
  {
    method: 'DELETE',
    path: `${SLASH}/:command_id`,
    scopes: ['application:app_slash_command:write'],
  },
];

/** Which permissions the tenant granted (application-v6/scope/list); it needs none itself. */
const SCOPES_ROUTE: RouteFact = {
  method: 'GET',
  path: '/open-apis/application/v6/scopes',
  tokens: ['tenant_access_token'],
  errors: [[400, 212_100, 'app not install']],
};

export const fieldsOf = (
  children: readonly FieldFact[] | string | undefined,
): readonly FieldFact[] | undefined =>
  typeof children === 'string' ? api.defs[children] : children;

const withCells = (table: FieldFact): FieldFact => ({
  ...table,
  children: [...(fieldsOf(table.children) ?? []), { name: 'cells', type: 'string[]' }],
});

/** What `blocks/convert` gives goes into `descendant` as it is but for `merge_info`: it carries these two, too. */
const withConverted = (route: RouteFact): RouteFact => ({
  ...route,
  body: (fieldsOf(route.body) ?? []).map((field) =>
    field.name === 'descendants'
      ? {
          ...field,
          children: [
            ...(fieldsOf(field.children) ?? []).map((child) =>
              child.name === 'table' ? withCells(child) : child,
            ),
            { name: 'parent_id', type: 'string' },
          ],
        }
      : field,
  ),
});

export const routeFacts: readonly RouteFact[] = [
  ...api.routes.map((route) => (route.path.endsWith('/descendant') ? withConverted(route) : route)),
  ...SLASH_ROUTES,
  SCOPES_ROUTE,
];

/** The 182 reactions there are. */
export const emojiTypes: ReadonlySet<string> = new Set(read('emoji-types.json') as string[]);

/** What the shipped permission set asks for. */
export const scopesOfImport: readonly string[] = (
  read('scopes-import.json') as { scopes: { tenant: string[] } }
).scopes.tenant;

const general = new Map(read('general-error-codes.json') as [number, string][]);

/** HTTP status and message of a code on this route. */
export const errorFact = (
  route: RouteFact | undefined,
  code: number,
): { readonly status: number; readonly message: string } => {
  const [status, , message] = route?.errors?.find(([, known]) => known === code) ?? [];
  return {
    status: status ?? (code === 99_991_400 ? 429 : 400),
    message: (message ?? general.get(code)) || `error ${code}`,
  };
};

/** The platform's own sample of an event or callback. */
export const eventTemplate = (type: string): unknown =>
  read(type === 'card.action.trigger' ? `callbacks/${type}.request.json` : `events/${type}.json`);
