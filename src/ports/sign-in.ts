/** Signing in to the pages with an account of a messenger: an authorisation code with PKCE. */
export interface SignIn {
  /** As in the organisation file: `feishu`. */
  readonly platform: string;
  /** Where a browser is sent; it comes back to `redirect` with a code and this `state`. */
  address(attempt: {
    readonly state: string;
    /** Of the verifier, by S256. */
    readonly challenge: string;
    readonly redirect: string;
  }): string;
  /** Whose account it is. Undefined: the platform does not vouch for the code. Throws when it gave no answer. */
  account(answer: {
    readonly code: string;
    readonly verifier: string;
    readonly redirect: string;
  }): Promise<string | undefined>;
}
