import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';

/** What Slack said, with what stands in the headers. */
export interface Told {
  readonly ok: boolean;
  /** Slack's own code, where it refused. */
  readonly error: string;
  /** With `missing_scope`: the scope that would be needed. */
  readonly needed: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Rights of the token, where Slack names them. */
  readonly scopes: readonly string[] | undefined;
  /** Slack's time, to the second. */
  readonly date: Instant | undefined;
}

/** An answer, or why there was none: `ECONNREFUSED`, `timeout`, `HTTP 502`. */
export type Asked = Told | { readonly unreachable: string };

export type Ask = (
  method: string,
  args?: Readonly<Record<string, string>>,
  token?: string,
) => Promise<Asked>;

const PATIENCE: DurationMs = 5 * SECOND;

/** Only the kind of the fault: the text of an error may hold the token (a header that cannot be sent). */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'timeout';
  const cause: unknown = error.cause;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'failed';
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const toldBy = async (response: Response): Promise<Asked> => {
  const body: unknown = await response.json().catch(() => undefined);
  if (!isRecord(body)) return { unreachable: `HTTP ${response.status}` };
  const scopes = response.headers.get('x-oauth-scopes');
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    ok: body['ok'] === true,
    error: textOf(body['error']),
    needed: textOf(body['needed']),
    body,
    scopes: scopes?.split(',').map((scope) => scope.trim()),
    date: Number.isNaN(date) ? undefined : date,
  };
};

/** Asks the Web API at `apiUrl` (ends in `/`) once, without repeats. Never throws. */
export const createAsk =
  (apiUrl: string, token: string): Ask =>
  async (method, args = {}, own = token) => {
    try {
      return await toldBy(
        await fetch(`${apiUrl}${method}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${own}` },
          body: new URLSearchParams(args),
          signal: AbortSignal.timeout(PATIENCE),
        }),
      );
    } catch (error) {
      return { unreachable: reasonOf(error) };
    }
  };
