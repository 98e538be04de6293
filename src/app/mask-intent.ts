import { maskText } from '#domain/masking.ts';
import type { MaskRules } from '#domain/playbook/playbook.ts';

/**
 * Fields that hold ids, keys or people of the roster. Everything else that is text is masked, so a
 * field that is added later is masked until somebody lists it here.
 */
const KEPT = new Set([
  'type',
  'key',
  'scenario',
  'severity',
  'messengers',
  'messenger',
  'locale',
  'role',
  'people',
  'owner',
  'to',
  'by',
  'task',
  'deadline',
  'template',
  'id',
  'channel',
  'approval',
  'choice',
  'playbook',
  'message',
  'up',
  'unreachable',
  'missed',
  'asked',
  'rule',
  'metric',
  'op',
  'signal',
  'alert',
  'tickets',
  'ref',
  'handle',
  'room',
  'reply',
  'field',
  'category',
  'incident',
  'ticket',
]);
/** Of these intents the owner and similar fields are typed prose, not people. */
const PROSE: Readonly<Record<string, readonly string[]>> = { planPropose: ['owner'] };

const maskValue = (value: unknown, rules: MaskRules, kept: (name: string) => boolean): unknown => {
  if (typeof value === 'string') return maskText(value, rules);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, rules, kept));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      kept(name) ? inner : maskValue(inner, rules, kept),
    ]),
  );
};

/** Any value with personal data masked in all its texts. */
export const maskDeep = <T>(value: T, rules: MaskRules): T =>
  maskValue(value, rules, () => false) as T;

/** The intent with personal data masked in every text a person typed, so that none reaches an event. */
export const maskIntent = <I extends { readonly type: string }>(intent: I, rules: MaskRules): I => {
  const prose = PROSE[intent.type] ?? [];
  const entries = Object.entries(intent).map(([name, value]) => [
    name,
    KEPT.has(name) && !prose.includes(name) ? value : maskValue(value, rules, () => false),
  ]);
  return Object.fromEntries(entries) as I;
};
