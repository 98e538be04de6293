/** Why a person's action in the sandbox was not taken. */
export type RefusedCode =
  | 'unknown-person'
  | 'unknown-room'
  | 'unknown-message'
  | 'unknown-script'
  | 'not-a-member'
  | 'not-yours'
  | 'archived'
  | 'empty'
  | 'too-long'
  | 'no-clock'
  | 'not-listening'
  | 'not-recorded';

/** An action that the sandbox itself turns down, before Fenghuo hears of it. */
export class ActionRefused extends Error {
  readonly code: RefusedCode;
  constructor(code: RefusedCode) {
    super(code);
    this.name = 'ActionRefused';
    this.code = code;
  }
}
