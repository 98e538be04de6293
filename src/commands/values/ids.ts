import type { IncidentState } from '#domain/incident/state.ts';
import type { Localised } from '#domain/locale.ts';
import type { AnnouncementTemplate } from '#domain/playbook/playbook.ts';
import { editablePostmortemFields, postmortemFieldOf } from '#domain/postmortem/fields.ts';
import type { Source } from '../argument.ts';
import { fold, foldKey, halfWidth, isHan, simplify } from '../normalise.ts';
import type { ParseContext } from '../request.ts';
import { CHANNELS, TEMPLATES, findTerm, type Term } from './vocabulary.ts';

/** A value that may stand for an id, with the text shown beside it. */
export interface Option {
  readonly value: string;
  readonly label: Localised;
}

const option = (value: string, zh = value, en = zh): Option => ({
  value,
  label: { 'zh-CN': zh, en },
});
const fromTerm = (id: string, terms: readonly Term[]): Option => {
  const known = terms.find((term) => term.id === id);
  return known === undefined ? option(id) : { value: id, label: known.label };
};

const openTasks = (incident: IncidentState | undefined): readonly Option[] =>
  (incident?.tasks ?? [])
    .filter(({ status }) => status === 'open')
    .map(({ id, title }) => ({ value: id, label: title }));

/** The templates that can be drafted here: of the attached playbooks, else of all. */
export const templatesFor = ({
  incident,
  policy,
}: ParseContext): readonly AnnouncementTemplate[] => {
  const attached = incident?.playbooks.map(({ playbook }) => playbook);
  return (attached ?? Object.values(policy.playbooks)).flatMap(
    ({ announcements }) => announcements,
  );
};

const unique = (options: readonly Option[]): readonly Option[] => [
  ...new Map(options.map((candidate) => [candidate.value, candidate])).values(),
];

const announcements = (incident: IncidentState | undefined): readonly Option[] =>
  (incident?.announcements ?? []).map(({ id, template }) => {
    const { label } = fromTerm(template, TEMPLATES);
    return option(id, `${id} ${label['zh-CN']}`, `${id} ${label.en}`);
  });

const approvals = (incident: IncidentState | undefined): readonly Option[] =>
  Object.values(incident?.approvals ?? {})
    .filter(({ status }) => status === 'pending')
    .map(({ id }) => option(id));

const deadlines = (incident: IncidentState | undefined): readonly Option[] => [
  ...openTasks(incident),
  option('update', '进展汇报', 'Progress update'),
  ...(incident?.phase === 'triage' ? [option('grade', '定级', 'Grading')] : []),
];

/** What may be named here, for completion, forms and corrections. */
export const optionsFor = (from: Source | undefined, context: ParseContext): readonly Option[] => {
  const { incident, policy, openIncidents } = context;
  switch (from) {
    case 'tasks':
      return openTasks(incident);
    case 'deadlines':
      return deadlines(incident);
    case 'templates':
      return unique(templatesFor(context).map(({ id }) => fromTerm(id, TEMPLATES)));
    case 'announcements':
      return announcements(incident);
    case 'channels':
      return unique(
        templatesFor(context).flatMap(({ channels }) =>
          Object.keys(channels).map((id) => fromTerm(id, CHANNELS)),
        ),
      );
    case 'approvals':
      return approvals(incident);
    case 'actions':
      return (incident?.actions ?? [])
        .filter(({ doneAt }) => doneAt === undefined)
        .map(({ id, text }) => option(id, `${id} ${text}`));
    case 'fields':
      return editablePostmortemFields.map((id) => option(id));
    case 'messengers':
      return Object.keys(policy.organisation.rooms).map((id) => option(id));
    case 'departments':
      return policy.organisation.departments.map(({ id, names }) =>
        option(id, names['zh-CN'], names.en),
      );
    case 'incidents':
      return openIncidents.map(({ key, title }) => option(key, `${key} ${title}`));
    case undefined:
    case 'verbs':
    case 'flags':
    case 'facts':
    case 'variables':
    case 'metrics':
      return [];
  }
};

const byTitle = (given: string, options: readonly Option[]): string | undefined => {
  const wanted = fold(given);
  const exact = options.find(
    ({ value, label }) =>
      foldKey(value) === foldKey(given) ||
      Object.values(label).some((title) => fold(title) === wanted),
  );
  if (exact !== undefined) return exact.value;
  // A few letters fit too many titles; two characters of Chinese are already a word.
  if (wanted.length < (isHan(wanted) ? 2 : 5)) return undefined;
  const inside = options.filter(({ label }) =>
    Object.values(label).some((title) => fold(title).includes(wanted)),
  );
  return inside.length === 1 ? inside[0]?.value : undefined;
};

/** `A1` means the newest vote about A1. */
const approvalId = (given: string, incident: IncidentState | undefined): string => {
  const id = halfWidth(given)
    .trim()
    .replace(/^([a-z]+\d+)/i, (ref) => ref.toUpperCase())
    .replace(/\.V(\d+)$/, '.v$1');
  const versions = Object.values(incident?.approvals ?? {}).filter(({ ref }) => ref === id);
  return versions.toSorted((a, b) => b.version - a.version)[0]?.id ?? id;
};

const actionId = (given: string): string => {
  const id = halfWidth(given).trim().toUpperCase();
  return /^\d+$/.test(id) ? `AI-${id}` : id.replace(/^AI-?(\d+)$/, 'AI-$1');
};

const MESSENGER_WORDS = new Map(
  Object.entries({
    飞书: 'feishu',
    lark: 'feishu',
    钉钉: 'dingtalk',
    企业微信: 'wecom',
    沙盒: 'sandbox',
  }),
);

/** The id that a word means; the word itself where only the core can tell. */
export const readId = (given: string, from: Source | undefined, context: ParseContext): string => {
  const plain = halfWidth(given).trim();
  const options = optionsFor(from, context);
  switch (from) {
    case 'announcements':
      return plain.toUpperCase();
    case 'approvals':
      return approvalId(given, context.incident);
    case 'actions':
      return actionId(given);
    case 'fields':
      return postmortemFieldOf(simplify(plain)) ?? plain;
    case 'channels':
      return findTerm(given, CHANNELS)?.id ?? byTitle(given, options) ?? plain.toLowerCase();
    case 'templates':
      return byTitle(given, options) ?? findTerm(given, TEMPLATES)?.id ?? plain;
    case 'messengers':
      return MESSENGER_WORDS.get(fold(given)) ?? plain.toLowerCase();
    case 'deadlines':
      return (
        byTitle(given, options) ?? (/^(进展|汇报|进展汇报)$/.test(fold(given)) ? 'update' : plain)
      );
    case 'incidents':
      return plain.toUpperCase();
    case 'tasks':
    case 'departments':
    case 'verbs':
    case 'flags':
    case 'facts':
    case 'variables':
    case 'metrics':
    case undefined:
      return byTitle(given, options) ?? plain;
  }
};
