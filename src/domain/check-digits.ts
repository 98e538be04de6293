/**
 * Luhn's check of a card number (ISO/IEC 7812-1, annex B): from the right, every second digit
 * doubled, digit sums added up, a multiple of ten.
 */
export const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (const [index, digit] of digits.split('').toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
};

/** Weights and check characters of GB 11643-1999 (ISO 7064, MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** The 18th character that belongs to 17 digits of an identity number. */
export const identityCheckCharacter = (digits: string): string => {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
};

/** Whether an 18-character identity number ends in its check character. */
export const passesIdentityCheck = (number: string): boolean =>
  number.length === 18 && identityCheckCharacter(number) === number.charAt(17).toUpperCase();

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether "19900101" can be the birth date of someone alive. */
export const looksLikeBirthDate = (date: string): boolean => {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return year >= 1900 && year < 2100 && day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0);
};
