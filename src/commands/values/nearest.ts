import { distance } from 'fastest-levenshtein';
import { fold, isHan } from '../normalise.ts';

const lettersOf = (text: string): string => Array.from(text).toSorted().join('');

const sameLetters = (a: string, b: string): boolean => lettersOf(a) === lettersOf(b);

/** Two characters are a whole word in Chinese: there only a swap or an inclusion is a slip. */
const isSlip = (given: string, known: string): boolean => {
  if (isHan(given) !== isHan(known)) return false;
  if (isHan(given) && (given.includes(known) || (given.length > 1 && known.includes(given))))
    return true;
  if (sameLetters(given, known)) return true;
  const shorter = Math.min(given.length, known.length);
  const allowed = Math.min(2, Math.floor(shorter / (isHan(given) ? 3 : 2.5)));
  return distance(given, known) <= allowed;
};

/** The known word that `given` was probably meant to be; undefined when none is near. */
export const nearest = (given: string, known: readonly string[]): string | undefined => {
  const wanted = fold(given);
  if (wanted === '') return undefined;
  const near = known
    .map((word) => ({ word, folded: fold(word) }))
    .filter(({ folded }) => folded !== '' && isSlip(wanted, folded))
    .map(({ word, folded }) => ({ word, far: distance(wanted, folded) }));
  return near.toSorted((a, b) => a.far - b.far)[0]?.word;
};
