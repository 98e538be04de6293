/** The open platform says no. `wrong`: nothing but the app's own mistake brings this about. */
export class Refused extends Error {
  readonly code: number;
  readonly status: number;
  readonly wrong: boolean;
  readonly body: Readonly<Record<string, unknown>>;
  constructor(
    code: number,
    message: string,
    options: {
      readonly status?: number;
      readonly wrong?: boolean;
      readonly body?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
    this.name = 'Refused';
    this.code = code;
    this.status = options.status ?? 400;
    this.wrong = options.wrong ?? false;
    this.body = options.body ?? {};
  }
}

/** A mistake of the app: refused, and held against it. */
export const wrong = (code: number, message: string): Refused =>
  new Refused(code, message, { wrong: true });

/** The platform's answer to a request whose fields are not right. */
export const invalidFields = (problems: readonly string[]): Refused =>
  new Refused(99_992_402, `field validation failed: ${problems.join('; ')}`, {
    wrong: true,
    body: {
      error: {
        field_violations: problems.map((description) => ({
          field: description.split(' ')[0],
          description,
        })),
      },
    },
  });
