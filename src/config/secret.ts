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

/** Secrets by names that other files give (`secretEnv`): the variable itself, or the file that NAME_FILE names. */
export const secretsOf =
  (
    env: Readonly<Record<string, string | undefined>>,
    readFile: (path: string) => string,
  ): ((name: string) => Secret | undefined) =>
  (name) => {
    const path = env[`${name}_FILE`]?.trim();
    let value = env[name]?.trim();
    if ((value === undefined || value === '') && path !== undefined && path !== '')
      try {
        value = readFile(path).trim();
      } catch {
        return undefined;
      }
    return value === undefined || value === '' ? undefined : secret(value);
  };
