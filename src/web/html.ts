import imported from 'htm';
import { type ComponentChildren, h, type VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** What a template gives; strings in it are text, never markup. */
export type Html = VNode | VNode[];
/** Anything that may stand inside a template. */
export type Content = ComponentChildren;

// Its types are those of CommonJS, where the function lies one step deeper than it does here.
const htm = imported as unknown as typeof imported.default;

const template: (strings: readonly string[], ...values: unknown[]) => Html = htm.bind(h) as never;

const spaced = new WeakMap<TemplateStringsArray, readonly string[]>();

/** A line's end is a space, as everywhere in HTML; the parser would drop it, and glue words together. */
const withSpaces = (strings: TemplateStringsArray): readonly string[] => {
  const known = spaced.get(strings);
  if (known !== undefined) return known;
  const made = strings.map((text) => text.replaceAll(/\s*\n\s*/gu, ' '));
  spaced.set(strings, made);
  return made;
};

/** Markup as a tagged template. Whatever is put in arrives as text or as an attribute's value. */
export const html = (strings: TemplateStringsArray, ...values: unknown[]): Html =>
  template(withSpaces(strings), ...values);

/** The markup as text. */
export const markup = (content: Html): string =>
  Array.isArray(content) ? content.map((one) => render(one)).join('') : render(content);
