import { z } from 'zod';
import { parseHint } from '#domain/playbook/hint.ts';
import type {
  AnnouncementTemplate,
  Playbook,
  Recovery,
  Script,
  SeverityHint,
  TriggerRule,
} from '#domain/playbook/playbook.ts';
import {
  duration,
  issue,
  localised,
  omit,
  operator,
  severity,
  source,
  strict,
  text,
} from './fields.ts';
import { item } from './item.ts';

const trigger = strict({
  id: text,
  stage: z.enum(['watch', 'trigger']),
  metric: text.exactOptional(),
  op: operator.exactOptional(),
  value: z.number().exactOptional(),
  sustainedFor: duration.exactOptional(),
  window: duration.exactOptional(),
  baseline: z.literal('sameTimeYesterday').exactOptional(),
  growthPct: z.number().exactOptional(),
  minBaseline: z.number().nonnegative().exactOptional(),
  signal: z.enum(['complaint', 'external', 'systemDown']).exactOptional(),
  systems: z.array(text).exactOptional(),
  kinds: z.array(text).exactOptional(),
  count: z.int().exactOptional(),
  groupBy: z.array(text).min(1).exactOptional(),
  keyword: z.array(text).exactOptional(),
  src: source,
}).transform(
  ({ sustainedFor, window, ...rest }): TriggerRule => ({
    ...omit(rest, 'src'),
    ...(sustainedFor === undefined ? {} : { sustainedForMs: sustainedFor }),
    ...(window === undefined ? {} : { windowMs: window }),
  }),
);

const hint = strict({ when: text, suggest: severity }).transform(
  (given): SeverityHint => ({ ...given, any: parseHint(given.when) }),
);

const recovery = strict({
  metric: text,
  op: operator,
  value: z.number(),
  sustainedFor: duration,
  action: z.literal('suggestMonitoring').exactOptional(),
}).transform(
  ({ sustainedFor, ...rest }): Recovery => ({
    ...omit(rest, 'action'),
    sustainedForMs: sustainedFor,
  }),
);

const script = strict({ id: text, 'zh-CN': text, en: text }).transform(
  ({ id, ...texts }): Script => ({ id, text: texts }),
);

// Every other key is a channel: an organisation may announce where nobody thought of (weibo, …).
const announcement = z
  .object({
    id: text,
    kind: text,
    preApproved: z.boolean().default(false),
    vars: z.array(text).default([]),
  })
  .catchall(localised)
  .transform(({ id, kind, preApproved, vars, ...channels }, context): AnnouncementTemplate => {
    if (Object.keys(channels).length === 0) context.addIssue(issue({ code: 'no-channel' }));
    return { id, kind, preApproved, vars, channels };
  });

/** One scenario file, as the domain knows it. */
export const playbookSchema = strict({
  id: text.regex(/^[a-z][a-z0-9-]*$/),
  version: z.int().positive(),
  names: localised,
  aliases: z.array(text).default([]),
  scheme: text,
  confidential: z.boolean().default(false),
  defaultSeverity: severity,
  triggers: z.array(trigger).default([]),
  severityHints: z.array(hint).default([]),
  roles: z.array(strict({ role: text, duty: localised })).default([]),
  checklist: z.array(item).default([]),
  recovery: recovery.exactOptional(),
  wording: localised.exactOptional(),
  scripts: z.array(script).default([]),
  announcements: z.array(announcement).default([]),
  drillVariants: z.array(text).default([]),
}).transform((playbook): Playbook => playbook);
