const words = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(words);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(words);
  return [];
};

/** Every piece of text in a card, for tests that only ask whether something is said. */
export const wordsOfCard = (card: unknown): string => words(card).join('\n');
