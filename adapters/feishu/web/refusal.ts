/** The platform said no. Holds what it answered, and nothing of what was sent. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Seconds until its limit starts anew, where it says so. */
  readonly resetS: number | undefined;
  constructor(
    status: number,
    body: Readonly<Record<string, unknown>> & { readonly code: number },
    resetS?: number,
  ) {
    const { msg } = body as { readonly msg?: unknown };
    super(`${body.code} ${typeof msg === 'string' ? msg.slice(0, 500) : ''}`.trim());
    this.name = 'Refusal';
    this.status = status;
    this.code = body.code;
    this.body = body;
    this.resetS = resetS;
  }
}

/** The request may have had its effect: its answer broke, stayed away, or was none of the platform's. */
export class Broken extends Error {
  readonly status: number | undefined;
  constructor(code: string, status?: number, options: { readonly cause?: unknown } = {}) {
    super(code, options);
    this.name = 'Broken';
    this.status = status;
  }
}
