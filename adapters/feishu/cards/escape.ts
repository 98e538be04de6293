/**
 * Characters that card markdown reads, and how they are written so that it does not (rich text component,
 * "special characters", Feb 2026). `~` has no other entity there than `&sim;`, which looks the same. `&` is
 * missing there, yet `&reg` would be decoded; its number is the way all the others are written.
 */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&#38;',
  '<': '&#60;',
  '>': '&#62;',
  '*': '&#42;',
  _: '&#95;',
  '~': '&sim;',
  '`': '&#96;',
  '[': '&#91;',
  ']': '&#93;',
  '(': '&#40;',
  ')': '&#41;',
  '#': '&#35;',
  '-': '&#45;',
  '!': '&#33;',
  ':': '&#58;',
  '+': '&#43;',
  '"': '&#34;',
  "'": '&#39;',
  $: '&#36;',
  '\\': '&#92;',
  '/': '&#47;',
};

const LIVE = /[&<>*_~`[\]()#\-!:+"'$\\/]/gu;
/** A line of `=` makes a heading of the line above, four spaces make code of the line. */
const UNDERLINE = /^([ \t]*)=(?==*[ \t]*$)/gmu;
const INDENT = /^[ \t]{2,}/gmu;
const NO_BREAK_SPACE = '\u{a0}';

/** Text with whole characters only, and without those that no messenger shows; tabs and line ends stay. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, (char) => (char === '\n' || char === '\t' ? char : ' '));

/** `text` for card markdown, where it shows as it is and does nothing. */
export const escapeText = (text: string): string =>
  cleanText(text)
    .replaceAll(LIVE, (char) => ENTITIES[char] ?? char)
    .replaceAll(UNDERLINE, '$1&#61;')
    .replaceAll(INDENT, (spaces) => NO_BREAK_SPACE.repeat(spaces.length));

const HARMLESS =
  /^[\p{L}\p{M}\p{N}\p{So}\s.,;:=+@%/()'"?_\-–—…·•、，。：；！？（）“”‘’《》〈〉【】「」～￥°]+$/u;
const EMOJI = /:[\w+-]*[a-z][\w+-]*:|:\d{4}:/iu;

/**
 * Whether `text` may stand in code, where entities are not promised to be read: it has nothing in it that
 * could be taken for markup.
 */
export const isHarmless = (text: string): boolean =>
  HARMLESS.test(text) && !EMOJI.test(text) && !text.includes('__');
