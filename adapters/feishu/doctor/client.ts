import { z } from 'zod';
import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';

type Json = Readonly<Record<string, unknown>>;

/** What Feishu said, with what stands in the headers. */
export interface Told {
  /** 0, or Feishu's own code for a refusal. */
  readonly code: number;
  /** With 99991672: the permissions of which one would be needed. */
  readonly wanted: readonly string[];
  readonly body: Json;
  /** `body.data`, where there is one. */
  readonly data: Json;
  /** Feishu's time, to the second. */
  readonly date: Instant | undefined;
}

/** An answer, or why there was none: `ECONNREFUSED`, `timeout`, `HTTP 502`. */
export type Asked = Told | { readonly unreachable: string };

export interface Question {
  readonly method?: 'GET' | 'POST';
  /** `/open-apis/bot/v3/info`; ids in it were looked at. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

export type Ask = (question: Question) => Promise<Asked>;

const PATIENCE: DurationMs = 5 * SECOND;

/** Only the kind of the fault: the text of an error may hold what was sent. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'timeout';
  const cause: unknown = error.cause;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'failed';
};

const record = z.record(z.string(), z.unknown());
const answer = z.looseObject({
  code: z.int(),
  data: record.catch({}).default({}),
  error: z
    .object({
      permission_violations: z.array(z.object({ subject: z.string().regex(/^[\w:.-]{1,100}$/u) })),
    })
    .optional()
    .catch(undefined),
});

const toldBy = async (response: Response): Promise<Asked> => {
  const body: unknown = await response.json().catch(() => undefined);
  const read = answer.safeParse(body);
  if (!read.success) return { unreachable: `HTTP ${response.status}` };
  const { code, data, error } = read.data;
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    code,
    wanted: error?.permission_violations.map(({ subject }) => subject) ?? [],
    body: read.data,
    data,
    date: Number.isNaN(date) ? undefined : date,
  };
};

/** Asks the open platform at `domain` once, without repeats or redirects. Never throws. */
export const createAsk =
  (domain: string, token?: string, patienceMs: DurationMs = PATIENCE): Ask =>
  async ({ method = 'GET', path, query, body }) => {
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    try {
      return await toldBy(
        await fetch(`${domain}${path}${search}`, {
          method,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          redirect: 'error',
          signal: AbortSignal.timeout(patienceMs),
        }),
      );
    } catch (error) {
      return { unreachable: reasonOf(error) };
    }
  };
