export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a list; of anything else none. */
export const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** Text, number or yes-no as text; of anything else nothing. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

/** A field of an object as text. */
export const text = (json: Json, name: string): string => textOf(json[name]);

export const texts = (json: Json, name: string): readonly string[] => {
  const value = json[name];
  return Array.isArray(value) ? value.map(textOf) : [];
};

/** Characters, not UTF-16 units: what the platform's length limits count. */
export const lengthOf = (value: string): number => Array.from(value).length;
