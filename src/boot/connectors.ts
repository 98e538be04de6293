import type { Connectors } from '#app/connectors.ts';
import { fallbackBody, pagerBody, publishBody } from '#app/outside-bodies.ts';
import type { Policy } from '#domain/policy.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import type { Secret } from '../config/secret.ts';
import { callWebhook } from './webhook.ts';

export interface ConnectorOptions {
  readonly policy: () => Policy;
  readonly clock: Clock;
  /** The value of an environment variable that the organisation file names. */
  readonly secretOf: (name: string) => Secret | undefined;
}

/** The address of what was published, where the answer is JSON and says it. */
const urlIn = (answer: string): { readonly url?: string } => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer);
  } catch {
    return {};
  }
  const url: unknown =
    typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'url') : 0;
  return typeof url === 'string' && URL.canParse(url) && /^https?:/iu.test(url) ? { url } : {};
};

const secretFor = (
  name: string | undefined,
  secretOf: ConnectorOptions['secretOf'],
): { readonly secret?: Secret } => {
  if (name === undefined) return {};
  const secret = secretOf(name);
  // An unsigned text would be refused on the other side, or worse, taken.
  if (secret === undefined) throw new DeliveryError(`secret-missing ${name}`, 'give-up');
  return { secret };
};

/** The channels and the pager of the organisation file in force, over HTTP (contract 3). */
export const createConnectors = ({ policy, clock, secretOf }: ConnectorOptions): Connectors => ({
  publish: async (order, { key }) => {
    const channel = policy().organisation.publish[order.channel];
    if (channel === undefined) throw new DeliveryError('channel-not-connected', 'give-up');
    const now = clock.now();
    const body = publishBody(order, now);
    if (body === undefined) throw new DeliveryError('text-not-found', 'give-up');
    const { url, secretEnv } = channel;
    return urlIn(await callWebhook({ url, body, key, now, ...secretFor(secretEnv, secretOf) }));
  },
  callFallback: async (order, { key }) => {
    const rules = policy();
    const { fallback } = rules.organisation;
    if (fallback === undefined) return;
    const now = clock.now();
    const view = { timezone: rules.common.timezone, now, policy: rules };
    await callWebhook({ url: fallback.url, body: fallbackBody(order, view), key, now });
  },
  callPager: async (order, { key }) => {
    const { fallback } = policy().organisation;
    if (fallback === undefined) return;
    const now = clock.now();
    await callWebhook({ url: fallback.url, body: pagerBody(order, now), key, now });
  },
});
