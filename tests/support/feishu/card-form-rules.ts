import { FIELDS } from './card-facts.ts';
import type { Placed } from './card-nodes.ts';

const MULTI = ['multi_select_static', 'multi_select_person'];

const isSubmit = ({ tag, node }: Placed): boolean =>
  tag === 'button' && node['form_action_type'] === 'submit';

const hasName = ({ node }: Placed): boolean =>
  typeof node['name'] === 'string' && node['name'] !== '';

const oneForm = (form: Placed, within: readonly Placed[]): string[] => {
  const nameless = within.filter(
    (placed) => (FIELDS.includes(placed.tag) || placed.tag === 'button') && !hasName(placed),
  );
  return [
    ...(hasName(form) ? [] : [`${form.path} has no name`]),
    ...(within.some(isSubmit) ? [] : [`${form.path} has no submit button`]),
    ...nameless.map(({ path, tag }) => `${path} (${tag}) has no name within a form`),
  ];
};

const strayProblems = (nodes: readonly Placed[]): string[] =>
  nodes
    .filter(({ inside }) => !inside.includes('form'))
    .flatMap(({ tag, node, path }) => [
      ...(MULTI.includes(tag) ? [`${path}: ${tag} stands in a form only`] : []),
      ...(node['form_action_type'] === undefined
        ? []
        : [`${path} has form_action_type outside a form`]),
    ]);

/** What forms ask of the fields in them. */
export const formProblems = (nodes: readonly Placed[]): string[] => [
  ...nodes
    .filter(({ tag }) => tag === 'form')
    .flatMap((form) =>
      oneForm(
        form,
        nodes.filter(({ path }) => path.startsWith(`${form.path}.`)),
      ),
    ),
  ...strayProblems(nodes),
];
