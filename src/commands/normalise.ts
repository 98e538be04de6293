import { Converter } from 'opencc-js/t2cn';

const toSimplified = Converter({ from: 't', to: 'cn' });
const HAN = /\p{Script=Han}/u;

/** Full-width letters, digits and punctuation as half-width ones. Keeps every character's place. */
export const halfWidth = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200B\u2060]/g, (space) => (space === '\n' ? '\n' : ' '));

/** Simplified characters; for words that are looked up, never for free text. */
export const simplify = (text: string): string => (HAN.test(text) ? toSimplified(text) : text);

const MOST_REMEMBERED = 5_000;
const LONGEST_REMEMBERED = 40;

/** The same few hundred words are compared for every line. */
const remembered = (make: (text: string) => string): ((text: string) => string) => {
  const made = new Map<string, string>();
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return make(text);
    const known = made.get(text);
    if (known !== undefined) return known;
    if (made.size >= MOST_REMEMBERED) made.clear();
    const result = make(text);
    made.set(text, result);
    return result;
  };
};

/** The form in which words are compared: half-width, simplified, lower case. */
export const fold = remembered((text) => simplify(halfWidth(text)).toLowerCase().trim());

/** As `fold`, with `next-update`, `next_update` and `nextUpdate` alike. */
export const foldKey = remembered((text) => fold(text).replace(/[-_\s]/g, ''));

export const isHan = (text: string): boolean => HAN.test(text);

/** Length as a person counts it: code points, not UTF-16 units. */
export const lengthOf = (text: string): number => Array.from(text).length;

/**
 * Nothing that could be seen: white space, and characters without a shape of their own (zero-width ones, marks
 * of direction, fillers; Unicode 17, Default_Ignorable_Code_Point), of which a title must not consist.
 */
export const isBlank = (text: string): boolean =>
  /^[\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]*$/u.test(text);
