import type { AnnouncementTemplate, ChecklistItem } from '#domain/playbook/playbook.ts';
import type { YamlPath } from '../yaml-file.ts';
import { expectKnown, expectUniqueIds, type Report } from './report.ts';

export interface ItemContext {
  readonly roles: readonly string[];
  /** Templates whose publication can complete an item. */
  readonly templates: readonly AnnouncementTemplate[];
}

const ROLE_EVENTS: readonly string[] = ['room.joined', 'roles.filled'];

const checkAnnouncementTarget = (
  report: Report,
  path: YamlPath,
  item: ChecklistItem,
  templates: readonly AnnouncementTemplate[],
): void => {
  const allowed = ['all', ...new Set(templates.flatMap(({ id, kind }) => [id, kind]))];
  for (const target of item.completesOn?.of ?? [])
    expectKnown(report, [...path, 'completesOn'], target, allowed, 'unknown-template');
  // "all" means every channel of the item, so each must be one that a text can leave by.
  const channels = [...new Set(templates.flatMap((template) => Object.keys(template.channels)))];
  for (const [at, channel] of (item.channels ?? []).entries())
    expectKnown(report, [...path, 'channels', at], channel, channels, 'unknown-channel');
  if (item.completesOn?.of.includes('all') === true && item.channels === undefined)
    report(path, { code: 'missing-field', field: 'channels' });
};

const checkCompletion = (
  report: Report,
  path: YamlPath,
  item: ChecklistItem,
  { roles, templates }: ItemContext,
): void => {
  const { completesOn } = item;
  if (completesOn === undefined) return;
  const { event, of } = completesOn;
  const targeted = event === 'announcement.published' || ROLE_EVENTS.includes(event);
  if (targeted && of.length === 0)
    report([...path, 'completesOn'], { code: 'needs-target', event });
  if (event === 'announcement.published') checkAnnouncementTarget(report, path, item, templates);
  if (ROLE_EVENTS.includes(event))
    for (const role of of)
      expectKnown(report, [...path, 'completesOn'], role, roles, 'unknown-role');
};

/** Checklist items or duties: unique ids, known roles, and an end that can come. */
export const checkItems = (
  report: Report,
  path: YamlPath,
  items: readonly ChecklistItem[],
  context: ItemContext,
): void => {
  expectUniqueIds(report, path, items);
  for (const [index, item] of items.entries()) {
    const at = [...path, index];
    expectKnown(report, [...at, 'role'], item.role, context.roles, 'unknown-role');
    checkCompletion(report, at, item, context);
  }
};
