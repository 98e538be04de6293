import type { IncidentState } from '#domain/incident/state.ts';
import type { Button, Card, CardElement, Line, Tone } from './card.ts';
import { line, lineText, type Piece } from './line.ts';
import { scenarioName, words, type View } from './view.ts';

type Mark = NonNullable<Extract<CardElement, { kind: 'list' }>['items'][number]['mark']>;
export type ListItem = Extract<CardElement, { kind: 'list' }>['items'][number];
type Elements = readonly CardElement[];

/** One paragraph or several; empty ones vanish. */
export const text = (lines: readonly Piece[], tone?: Tone): Elements => {
  const full = lines.map((piece) => line`${piece}`).filter((spans) => spans.length > 0);
  return full.length === 0
    ? []
    : [{ kind: 'text', lines: full, ...(tone === undefined ? {} : { tone }) }];
};

export type Fact = { readonly label: string; readonly value: Line };

/** A labelled value; nothing where the value is undefined. */
export const fact = (label: string, value: Piece | undefined): readonly Fact[] =>
  value === undefined ? [] : [{ label, value: line`${value}` }];

export const facts = (items: readonly Fact[]): Elements =>
  items.length === 0 ? [] : [{ kind: 'facts', items }];

export const item = (content: Piece, mark?: Mark): ListItem => ({
  line: line`${content}`,
  ...(mark === undefined ? {} : { mark }),
});

/** At most `limit` lines; the rest is counted in the last: 另有 3 项. */
export const shortList = (
  items: readonly ListItem[],
  view: View,
  limit: number,
): readonly ListItem[] => {
  if (items.length <= limit) return items;
  const shown = items.slice(0, limit - 1);
  return [...shown, item(words(view).common.more(items.length - shown.length))];
};

/** A list of at most `limit` lines. */
export const list = (items: readonly ListItem[], view: View, limit = 12): Elements =>
  items.length === 0 ? [] : [{ kind: 'list', items: shortList(items, view, limit) }];

export const headed = (title: string, elements: Elements): Elements =>
  elements.length === 0 ? [] : [{ kind: 'heading', text: title }, ...elements];

/** A text to hand on; `label` says what it is. */
export const copy = (label: string, content: string): Elements => [
  { kind: 'copy', label, text: content },
];

export const note = (content: Piece): Elements => [{ kind: 'note', line: line`${content}` }];

export const actions = (buttons: readonly Button[]): Elements =>
  buttons.length === 0 ? [] : [{ kind: 'actions', buttons }];

export const button = (
  label: string,
  command: string,
  options: {
    readonly style?: Button['style'];
    readonly form?: boolean;
    readonly confirm?: string;
  } = {},
): Button => ({
  label,
  line: command,
  style: options.style ?? 'default',
  ...(options.form === true ? { form: true } : {}),
  ...(options.confirm === undefined ? {} : { confirm: options.confirm }),
});

interface Parts {
  readonly title: string;
  readonly tone: Tone;
  readonly elements: readonly Elements[];
  /** Said by notifications after the title; default: the first line of text. */
  readonly summary?: string;
  readonly vote?: boolean;
}

const firstLine = (elements: Elements): string | undefined => {
  for (const element of elements) {
    if (element.kind === 'text') return element.lines.map(lineText)[0];
    if (element.kind === 'list') return element.items.map((entry) => lineText(entry.line))[0];
  }
  return undefined;
};

/** A card that belongs to no incident. */
export const plainCard = ({ title, tone, elements, summary, vote }: Parts, view: View): Card => {
  const all = elements.flat();
  const said = summary ?? firstLine(all);
  return {
    title,
    tone,
    fallback: said === undefined ? title : `${title}${words(view).common.colon}${said}`,
    elements: all,
    ...(vote === undefined ? {} : { vote }),
  };
};

/** A card whose buttons act on this incident. */
export const incidentCard = (state: IncidentState, parts: Parts, view: View): Card => ({
  ...plainCard(parts, view),
  incident: state.key,
});

/** A message about one event: it closes with the incident it belongs to. */
export const noticeCard = (state: IncidentState, parts: Parts, view: View): Card =>
  incidentCard(state, { ...parts, elements: [...parts.elements, note(footer(state, view))] }, view);

const footer = (state: IncidentState, view: View): string =>
  words(view).common.incident(state.key, scenarioName(state, view));
