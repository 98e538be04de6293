/** A value that prints as "[secret]" wherever it is logged, inspected or turned into JSON. */
export interface Secret {
  readonly reveal: () => string;
  readonly toJSON: () => string;
  readonly toString: () => string;
}

const hidden = (): string => '[secret]';

/** Hides `value`; only `reveal` gives it back. */
export const secret = (value: string): Secret => ({
  reveal: () => value,
  toJSON: hidden,
  toString: hidden,
  // What console.log, util.inspect and a failing assertion would print.
  [Symbol.for('nodejs.util.inspect.custom')]: hidden,
});
