import type { IncidentState } from '#domain/incident/state.ts';
import type { Vars } from '#domain/incident/event.ts';
import type { FormField } from '#cards/card.ts';
import type { Argument } from './argument.ts';
import { formWords } from './form-words.ts';
import { fold } from './normalise.ts';
import type { ParseContext } from './request.ts';
import { templatesFor } from './values/ids.ts';
import { metricsOf } from './values/metric.ts';
import { factsOf, FACTS, variablesOf, type Term } from './values/vocabulary.ts';

/** A variable asked for in a form. */
interface Asked {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  /** Its value so far; an empty field leaves it. */
  readonly current?: string;
  readonly value?: string;
}

const REPORTED = ['connectRate', 'waitSeconds', 'callVolume', 'loadPct'];
const SIX_FACTS = FACTS.slice(0, 6).map(({ id }) => id);

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

const ask = (
  ids: readonly string[],
  terms: readonly Term[],
  { locale }: ParseContext,
  required: boolean,
): readonly Asked[] =>
  unique(ids).map((id) => ({
    id,
    label: terms.find((term) => term.id === id)?.label[locale] ?? id,
    required,
  }));

const withCurrent = (asked: readonly Asked[], vars: Vars): readonly Asked[] =>
  asked.map((variable) => {
    const current = vars[variable.id];
    return current === undefined ? variable : { ...variable, current };
  });

const askedFacts = (context: ParseContext): readonly Asked[] => {
  const wanted = (context.incident?.tasks ?? []).flatMap(({ requires }) => requires ?? []);
  const ids = [...SIX_FACTS, 'cause', 'status', ...wanted.filter((id) => id !== 'priority')];
  return withCurrent(
    ask(ids, factsOf(context.policy), context, false),
    context.incident?.facts ?? {},
  );
};

const askedMetrics = ({ incident, policy, locale }: ParseContext): readonly Asked[] => {
  const watched = (incident?.playbooks ?? []).flatMap(({ playbook }) => [
    ...playbook.triggers.map(({ metric }) => metric),
    playbook.recovery?.metric,
  ]);
  const ids = unique([...REPORTED, ...watched.filter((id) => id !== undefined)]);
  return ids.map((id) => ({
    id,
    label: metricsOf(policy).find((metric) => metric.id === id)?.label[locale] ?? id,
    required: false,
  }));
};

const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, name = '']) => name);

const wordingVariables = ({ incident, policy }: ParseContext): readonly string[] => {
  const playbooks =
    incident?.playbooks.map(({ playbook }) => playbook) ?? Object.values(policy.playbooks);
  const newest = playbooks.toReversed().find(({ wording }) => wording !== undefined)?.wording;
  return variablesIn(newest?.['zh-CN'] ?? '').filter((name) => name !== 'company');
};

const templateOf = (
  command: string,
  prefill: Vars,
  incident: IncidentState | undefined,
): string | undefined =>
  command === 'announce revise'
    ? incident?.announcements.find(({ id }) => id === prefill['id']?.toUpperCase())?.template
    : prefill['template'];

const askedOfTemplate = (
  command: string,
  context: ParseContext,
  prefill: Vars,
): readonly Asked[] => {
  const { incident, policy } = context;
  const wanted = fold(templateOf(command, prefill, incident) ?? '');
  const templates = templatesFor(context);
  const chosen = templates.filter(({ id }) => fold(id) === wanted);
  const offered = chosen.length > 0 ? chosen : templates;
  const draft = command === 'announce draft';
  const asked = ask(
    offered.flatMap(({ vars }) => vars),
    variablesOf(policy),
    context,
    draft && chosen.length > 0,
  );
  if (draft) {
    const cause = incident?.facts['cause'];
    return asked.map((variable) =>
      variable.id === 'cause' && cause !== undefined ? { ...variable, value: cause } : variable,
    );
  }
  const announcement = incident?.announcements.find(
    ({ id }) => id === prefill['id']?.toUpperCase(),
  );
  return withCurrent(asked, announcement?.versions.at(-1)?.vars ?? {});
};

const askedFor = (
  command: string,
  argument: Argument,
  context: ParseContext,
  prefill: Vars,
): readonly Asked[] => {
  if (argument.from === 'facts') return askedFacts(context);
  if (argument.from === 'metrics') return askedMetrics(context);
  if (command !== 'wording set') return askedOfTemplate(command, context, prefill);
  const current = context.incident?.wordings.at(-1)?.vars ?? {};
  return withCurrent(
    ask(wordingVariables(context), variablesOf(context.policy), context, false),
    current,
  );
};

const fieldOf = (
  argument: Argument,
  asked: Asked,
  context: ParseContext,
  prefill: Vars,
): FormField => {
  const id = `${argument.name}.${asked.id}`;
  const value = prefill[id] ?? asked.value;
  return {
    id,
    label: asked.label,
    kind: 'text',
    required: asked.required,
    ...(asked.current === undefined ? {} : { hint: formWords(context.locale).now(asked.current) }),
    ...(value === undefined ? {} : { value }),
    ...(argument.maxLength === undefined ? {} : { maxLength: argument.maxLength }),
  };
};

/** One field a variable: those that are known here, and those that were typed already. */
export const variableFields = (
  command: string,
  argument: Argument,
  context: ParseContext,
  prefill: Vars,
): readonly FormField[] => {
  const asked = askedFor(command, argument, context, prefill);
  const typed = Object.keys(prefill)
    .filter((id) => id.startsWith(`${argument.name}.`))
    .map((id) => id.slice(argument.name.length + 1))
    .filter((id) => !asked.some((variable) => variable.id === id))
    .map((id): Asked => ({ id, label: id, required: false }));
  return [...asked, ...typed].map((variable) => fieldOf(argument, variable, context, prefill));
};

/** Variables that the form offered for other templates than the chosen one are not meant. */
export const isOfAnotherTemplate = (
  variable: string,
  template: string,
  context: ParseContext,
): boolean => {
  const templates = templatesFor(context);
  const chosen = templates.filter(({ id }) => fold(id) === fold(template));
  const uses = (list: typeof templates): boolean =>
    list.some(({ vars }) => vars.includes(variable));
  return chosen.length > 0 && !uses(chosen) && uses(templates);
};
