import type { ApiFault } from '../slack/fake-slack.ts';
import { allowancesOf } from './allowances.ts';
import { errorFact } from './facts.ts';
import type { FeishuCall } from './fake-feishu.ts';
import type { Faults } from './faults.ts';
import { checkFields, checkScopes, checkToken, parseBody, routeOf } from './gate-checks.ts';
import type { HttpCall } from './http-call.ts';
import type { Json } from './json.ts';
import { text, textOf } from './json.ts';
import type { Rates } from './rates.ts';
import { Refused, wrong } from './refused.ts';
import { type Matched, routeName } from './routes.ts';
import type { ApiRequest, Handlers, Stage } from './stage.ts';
import { directChatId } from './stage.ts';
import type { Tokens } from './tokens.ts';

interface Gate {
  readonly stage: Stage;
  readonly handlers: Handlers;
  readonly tokens: Tokens;
  readonly faults: Faults;
  /** Undefined where no limits are kept. */
  readonly rates: Rates | undefined;
  readonly calls: FeishuCall[];
  readonly limited: string[];
  readonly denied: string[];
  readonly latencyMs: () => number;
  readonly appSecret: string;
  /** The discovery endpoint of the long connection. */
  readonly discover: (body: unknown) => Json;
}

/** What the gateway answers, with the word for the list of calls. */
interface Answered {
  readonly status: number;
  readonly body: Json | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly outcome: string;
}

const DISCOVERY_PATH = '/callback/ws/endpoint';
const TOKEN_PATH = '/open-apis/auth/v3/tenant_access_token/internal';
/** Parallel changes of a group's members are refused, so a change takes a moment. */
const MEMBERS_MS = 10;

/** Where a new message goes, for the shared limit of the chat. */
const targetOf = (stage: Stage, { fact, params }: Matched, call: HttpCall, body: Json) => {
  if (call.method !== 'POST') return undefined;
  if (fact.path === '/open-apis/im/v1/messages') {
    const id = text(body, 'receive_id');
    return call.query['receive_id_type'] === 'open_id' ? directChatId(id) : id;
  }
  if (fact.path === '/open-apis/ephemeral/v1/send') return text(body, 'chat_id');
  if (fact.path !== '/open-apis/im/v1/messages/:message_id/reply') return undefined;
  return stage.world.messages.get(params['message_id'] ?? '')?.chat;
};

const fingerprintOf = (call: HttpCall): string =>
  JSON.stringify([call.method, call.path, call.query, call.text]);

const checkRates = (gate: Gate, matched: Matched, call: HttpCall, body: Json): void => {
  const allowances = allowancesOf(matched, targetOf(gate.stage, matched, call, body));
  const limited = gate.rates?.take(allowances, fingerprintOf(call));
  if (limited === undefined) return;
  const { allowance, resetAt, repeated } = limited;
  gate.limited.push(`${allowance.code} ${allowance.key}`);
  if (repeated) gate.stage.violation(`${allowance.key}: came again before the reset`);
  throw limitReached(allowance.code, allowance.status, resetAt - gate.stage.world.now());
};

const limitReached = (code: number, status: number, leftMs: number): Refused =>
  new Refused(code, errorFact(undefined, code).message, {
    status,
    body: { retry: Math.max(1, Math.ceil(leftMs / 1000)) },
  });

const token = (gate: Gate, body: Json): Answered => {
  if (body['app_id'] !== gate.stage.world.appId || body['app_secret'] !== gate.appSecret) {
    return { status: 200, body: { code: 10_014, msg: 'app secret invalid' }, outcome: '10014' };
  }
  const { token: tenant, expire } = gate.tokens.issue();
  return {
    status: 200,
    body: { code: 0, msg: 'ok', tenant_access_token: tenant, expire },
    outcome: '0',
  };
};

const ofRefusal = (gate: Gate, call: HttpCall, error: unknown): Answered => {
  if (!(error instanceof Refused)) throw error;
  if (error.code === 99_991_672) gate.denied.push(`${call.method} ${call.path}`);
  if (error.wrong) {
    gate.stage.violation(`${call.method} ${call.path}: ${error.code} ${error.message}`);
  }
  const { retry, ...rest } = error.body;
  const headers =
    error.code === 99_991_400
      ? { 'x-ogw-ratelimit-limit': '50', 'x-ogw-ratelimit-reset': textOf(retry ?? 1) }
      : {};
  return {
    status: error.status,
    body: { code: error.code, msg: error.message, ...rest },
    headers,
    outcome: String(error.code),
  };
};

const FLAT_PATHS = new Set(['/open-apis/bot/v3/info']);

const served = (gate: Gate, matched: Matched, call: HttpCall, body: Json): Answered => {
  const { fact, params } = matched;
  if (fact.path === TOKEN_PATH) return token(gate, body);
  checkRates(gate, matched, call, body);
  const handler = gate.handlers[`${fact.method} ${fact.path}`];
  if (handler === undefined) throw wrong(99_991_201, 'known, but not modelled');
  const request: ApiRequest = { route: fact, params, query: call.query, body };
  const data = handler(gate.stage, request);
  return {
    status: 200,
    body: FLAT_PATHS.has(fact.path)
      ? { code: 0, msg: 'ok', ...data }
      : { code: 0, msg: 'success', data },
    outcome: '0',
  };
};

/** What a fault without effect answers; `break` and `hang` answer nothing. */
const ofFault = (
  gate: Gate,
  matched: Matched | undefined,
  call: HttpCall,
  fault: ApiFault,
): Answered | 'drop' | 'hang' | undefined => {
  switch (fault.kind) {
    case 'status':
      return { status: fault.status, body: 'upstream error', outcome: String(fault.status) };
    case 'error': {
      const code = Number(fault.error);
      const { status, message } = errorFact(matched?.fact, code);
      return { status, body: { code, msg: message }, outcome: fault.error };
    }
    case 'limited': {
      const [allowance] = matched === undefined ? [] : allowancesOf(matched, undefined);
      const resetAt = gate.stage.world.now() + fault.retryAfterS * 1000;
      if (allowance !== undefined) gate.rates?.close(allowance, resetAt, fingerprintOf(call));
      return ofRefusal(gate, call, limitReached(99_991_400, 429, fault.retryAfterS * 1000));
    }
    case 'drop':
    case 'hang':
      return fault.kind;
    case 'lost-reply':
    case 'slow':
      return undefined;
  }
};

const later = async (ms: number): Promise<void> =>
  ms <= 0 ? undefined : new Promise((resolve) => setTimeout(resolve, ms).unref());

/** Checks a request as the open platform does, then serves it; everything is written down in `calls`. */
export const createGateway = (gate: Gate) => {
  const busyMembers = new Set<string>();
  const serve = (call: HttpCall, fault: ApiFault | undefined): Answered | 'drop' | 'hang' => {
    const body = parseBody(call);
    if (call.path === DISCOVERY_PATH) {
      const failed = fault === undefined ? undefined : ofFault(gate, undefined, call, fault);
      return failed ?? { status: 200, body: gate.discover(body), outcome: '0' };
    }
    const matched = routeOf(call);
    if (matched.fact.path !== TOKEN_PATH) {
      checkToken(gate.tokens, call);
      checkScopes(matched, gate.stage.scopes);
    }
    checkFields(matched, call, body);
    const failed = fault === undefined ? undefined : ofFault(gate, matched, call, fault);
    if (failed !== undefined) return failed;
    if (isMembers(call) && busyMembers.has(call.path)) {
      gate.limited.push(`232019 ${call.path}`);
      throw new Refused(232_019, 'The request has been rate limited.');
    }
    return served(gate, matched, call, body);
  };
  const decide = (call: HttpCall, fault: ApiFault | undefined): Answered | 'drop' | 'hang' => {
    try {
      return serve(call, fault);
    } catch (error) {
      return ofRefusal(gate, call, error);
    }
  };
  const finish = async (call: HttpCall, answered: Answered, fault?: ApiFault): Promise<void> => {
    const changesMembers = isMembers(call) && answered.outcome === '0';
    if (changesMembers) busyMembers.add(call.path);
    await later(changesMembers ? MEMBERS_MS : 0);
    await later(gate.latencyMs() + (fault?.kind === 'slow' ? fault.ms : 0));
    if (changesMembers) busyMembers.delete(call.path);
    if (fault?.kind === 'lost-reply') call.break();
    else call.answer(answered.status, answered.body, answered.headers);
  };
  return async (call: HttpCall): Promise<void> => {
    const at = gate.stage.world.now();
    const fault = gate.faults.next(call.path, routeName(call));
    const answered = decide(call, fault);
    const written = record(call, at, outcomeOf(answered, fault));
    gate.calls.push(written);
    if (answered === 'hang') return;
    if (answered === 'drop') call.break();
    else await finish(call, answered, fault);
    written.endedMs = performance.now();
  };
};

const outcomeOf = (answered: Answered | string, fault: ApiFault | undefined): string => {
  if (typeof answered === 'string') return answered;
  return fault?.kind === 'lost-reply' ? fault.kind : answered.outcome;
};

const isMembers = ({ method, path }: HttpCall): boolean =>
  method !== 'GET' && /^\/open-apis\/im\/v1\/chats\/[^/]+\/members$/u.test(path);

const record = (call: HttpCall, at: number, outcome: string): FeishuCall & { endedMs: number } => {
  let body: unknown = call.text;
  try {
    body = call.text === '' ? undefined : JSON.parse(call.text);
  } catch {
    // Kept as it came.
  }
  const { method, path, query } = call;
  const [beganMs, endedMs] = [performance.now(), Number.POSITIVE_INFINITY];
  return { method, path, route: routeName(call), query, body, at, outcome, beganMs, endedMs };
};
