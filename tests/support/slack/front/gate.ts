import type { ApiFault } from '../fake-slack.ts';
import { METHOD_NAMES, METHODS } from '../facts.ts';
import { IDENTITY } from '../identity.ts';
import { failed, text, type Args, type Reply } from '../world/method.ts';
import type { Workspace } from '../workspace.ts';
import { argumentFault } from './arguments.ts';
import { contentFindings } from './message-checks.ts';
import type { Journal } from './journal.ts';
import type { Rates } from './rates.ts';
import { missingScope } from './scopes.ts';

/** How one call ends. */
export type Ending =
  | { readonly kind: 'answer'; readonly reply: Reply; readonly outcome: string }
  | { readonly kind: 'limited'; readonly retryAfterS: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'cut'; readonly outcome: 'lost-reply' | 'drop' }
  | { readonly kind: 'silence' };

export interface Gate {
  readonly workspace: Workspace;
  /** Measures the rates, and when a call came. */
  readonly clock: { now(): number };
  readonly journal: Journal;
  readonly rates: Rates;
  readonly scopes: ReadonlySet<string>;
  readonly strictTiers: boolean;
  readonly isRevoked: () => boolean;
  /** The socket URL for `apps.connections.open`. */
  readonly connect: () => string;
}

const APP_METHOD = 'apps.connections.open';

const refused = (reply: Reply): Ending => ({
  kind: 'answer',
  reply,
  outcome: reply.error ?? 'ok',
});

const tokenFault = (gate: Gate, method: string, token: string): Reply | undefined => {
  const { journal } = gate;
  const refuse = (error: string, says: string): Reply => {
    journal.violations.push(`${method}: ${says}`);
    return failed(error);
  };
  if (token === '') return refuse('not_authed', 'no token');
  const isApp = token === IDENTITY.appToken;
  if (!isApp && token !== IDENTITY.botToken) return refuse('invalid_auth', 'unknown token');
  if (isApp !== (method === APP_METHOD)) {
    return refuse('not_allowed_token_type', `called with the ${isApp ? 'app' : 'bot'} token`);
  }
  return !isApp && gate.isRevoked() ? failed('token_revoked') : undefined;
};

const callFault = (gate: Gate, method: string, args: Args): Reply | undefined => {
  const { journal, workspace, scopes } = gate;
  const violate = (says: string): void => {
    journal.violations.push(`${method}: ${says}`);
  };
  const facts = METHODS[method];
  if (facts === undefined) {
    violate(METHOD_NAMES.has(method) ? 'not a method that this Slack has' : 'unknown method');
    return failed('unknown_method');
  }
  const needed = missingScope(workspace.world, method, args, facts.scopes, scopes);
  if (needed !== undefined) {
    violate(`missing scope ${needed}`);
    return failed('missing_scope', { needed, provided: [...scopes].join(',') });
  }
  const fault = argumentFault(method, facts, args);
  if (fault !== undefined) {
    violate(fault.says);
    return failed(fault.error, { response_metadata: { messages: [`[ERROR] ${fault.says}`] } });
  }
  const findings = contentFindings(method, args);
  for (const says of findings.warned) violate(says);
  if (findings.refused === undefined) return undefined;
  violate(findings.refused.says);
  const messages = [`[ERROR] ${findings.refused.says}`];
  return failed(findings.refused.error, { response_metadata: { messages } });
};

const rateFault = (gate: Gate, method: string, args: Args): Ending | undefined => {
  const refusal = gate.rates.take(method, args);
  if (refusal === undefined) return undefined;
  const { journal } = gate;
  journal.limited.push(method);
  if (refusal.tooEarly) journal.violations.push(`${method}: called before Retry-After`);
  else if (gate.strictTiers) journal.violations.push(`${method}: over its tier`);
  return { kind: 'limited', retryAfterS: refusal.retryAfterS };
};

/** Errors that tell of a mistake in the app whatever the state of the world. */
const MISTAKES = new Set(['exchanged_trigger_id', 'invalid_trigger_id', 'cant_update_message']);

const effect = async (gate: Gate, method: string, args: Args): Promise<Reply> => {
  if (method === APP_METHOD) return { ok: true, url: gate.connect() };
  const { reply } = await gate.workspace.perform(IDENTITY.botUserId, method, args);
  if (reply.error !== undefined && MISTAKES.has(reply.error)) {
    gate.journal.violations.push(`${method}: ${reply.error}`);
  }
  return reply;
};

const struck = (gate: Gate, fault: ApiFault, method: string, args: Args): Ending | undefined => {
  if (fault.kind === 'drop') return { kind: 'cut', outcome: 'drop' };
  if (fault.kind === 'hang') return { kind: 'silence' };
  if (fault.kind === 'status') return { kind: 'status', status: fault.status };
  if (fault.kind === 'error') return refused(failed(fault.error));
  if (fault.kind !== 'limited') return undefined;
  gate.rates.block(method, args, fault.retryAfterS);
  return { kind: 'limited', retryAfterS: fault.retryAfterS };
};

/** Judges one call, lets it take effect, and says how it ends. */
export const passGate = async (
  gate: Gate,
  call: { readonly method: string; readonly args: Args; readonly token: string },
  fault: ApiFault | undefined,
): Promise<Ending> => {
  const { method, args, token } = call;
  const refusal = tokenFault(gate, method, token) ?? callFault(gate, method, args);
  if (refusal !== undefined && fault === undefined) return refused(refusal);
  const early = rateFault(gate, method, args);
  if (early !== undefined) return early;
  const blow = fault === undefined ? undefined : struck(gate, fault, method, args);
  if (blow !== undefined) return blow;
  const reply = refusal ?? (await effect(gate, method, args));
  return fault?.kind === 'lost-reply'
    ? { kind: 'cut', outcome: 'lost-reply' }
    : { kind: 'answer', reply, outcome: reply.ok ? 'ok' : text(reply, 'error') };
};
