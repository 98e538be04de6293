import type { Tone } from '#cards/card.ts';
import { cutText } from '#cards/cut.ts';
import { cleanText } from './escape.ts';
import type { CardJson, CardNode } from './json.ts';

export type Colour = 'red' | 'orange' | 'green' | 'blue' | 'grey';
export interface Look {
  readonly colour?: Colour;
  readonly size?: 'heading' | 'notation';
}

/** Shown in lists of chats and by notifications; longer ones are cut there anyway. */
const SUMMARY = 300;
const TITLE = 200;

/** Text that is shown and never read as markup. */
export const plainText = (content: string): CardNode => ({
  tag: 'plain_text',
  content: cleanText(content),
});

/** A paragraph of text that is never read as markup. */
export const plain = (content: string, { colour, size }: Look = {}): CardNode => ({
  tag: 'div',
  text: {
    ...plainText(content),
    ...(colour === undefined ? {} : { text_color: colour }),
    ...(size === undefined ? {} : { text_size: size }),
  },
});

/** A paragraph of markdown; what people wrote is in it by `escapeText` alone. */
export const markdown = (content: string, { size }: Look = {}): CardNode => ({
  tag: 'markdown',
  content,
  ...(size === undefined ? {} : { text_size: size }),
});

/** Markdown in a colour, line by line; `content` is markdown. */
export const coloured = (content: string, colour: Colour | undefined): string =>
  colour === undefined || content.trim() === ''
    ? content
    : content.replaceAll(/^.+$/gmu, (line) => `<font color='${colour}'>${line}</font>`);

/** `flow` lets what does not fit wrap into the next row, `bisect` keeps two columns on a phone. */
export const columns = (
  flex: 'flow' | 'bisect',
  cells: readonly (readonly CardNode[])[],
): CardNode => ({
  tag: 'column_set',
  flex_mode: flex,
  horizontal_spacing: '8px',
  columns: cells.map((elements) => ({
    tag: 'column',
    ...(flex === 'flow' ? { width: 'auto' } : { width: 'weighted', weight: 1 }),
    vertical_spacing: '4px',
    elements,
  })),
});

/** A grey box that sets its content apart. */
export const panel = (id: string, elements: readonly CardNode[]): CardNode => ({
  tag: 'column_set',
  flex_mode: 'none',
  background_style: 'grey',
  element_id: id,
  columns: [{ tag: 'column', width: 'weighted', weight: 1, padding: '8px', elements }],
});

const TEMPLATES: Readonly<Record<Tone, string>> = {
  danger: 'red',
  warning: 'orange',
  good: 'green',
  info: 'blue',
  neutral: 'grey',
  muted: 'grey',
};

export const TONES: Readonly<Record<Tone, Colour | undefined>> = {
  danger: 'red',
  warning: 'orange',
  good: 'green',
  info: 'blue',
  neutral: undefined,
  muted: 'grey',
};

/**
 * The frame of every card. Forwarded copies do not call back: what a button does depends on where it is
 * pressed. `width_mode` stays at the default, which is 600 px on a desktop and the whole width of a phone.
 */
export const frame = (
  head: { readonly title: string; readonly tone: Tone; readonly summary: string },
  elements: readonly CardNode[],
): CardJson => ({
  schema: '2.0',
  config: {
    update_multi: true,
    enable_forward_interaction: false,
    width_mode: 'default',
    summary: { content: cutText(cleanText(head.summary).replaceAll('\n', ' '), SUMMARY) },
  },
  header: {
    title: plainText(cutText(head.title.trim() === '' ? '…' : head.title, TITLE)),
    template: TEMPLATES[head.tone],
  },
  body: { direction: 'vertical', vertical_spacing: '8px', elements },
});
