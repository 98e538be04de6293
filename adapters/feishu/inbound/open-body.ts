import { z } from 'zod';
import { isSecret, isSigned, type Signed, unseal } from '../verify.ts';

export interface Secrets {
  readonly encryptKey: string;
  readonly verificationToken: string;
}

const envelope = z.object({
  schema: z.literal('2.0'),
  header: z.looseObject({
    event_id: z.string(),
    event_type: z.string(),
    token: z.string(),
  }),
  event: z.looseObject({}),
});

/** What a request carries, once it is known to be Feishu's. */
export type Opened =
  | { readonly is: 'challenge'; readonly challenge: string }
  | { readonly is: 'event'; readonly body: z.infer<typeof envelope>; readonly signature: string }
  | { readonly is: 'refused'; readonly status: 400 | 401; readonly why: string };

const sealedBody = z.object({ encrypt: z.string().min(1) });
const challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().max(1_000),
  token: z.string(),
});

const refused = (status: 400 | 401, why: string): Opened => ({ is: 'refused', status, why });

/** One answer for all that is not shown to be Feishu's: how far a forgery got must not show. */
const FORGED = refused(
  401,
  'The request is not signed and sealed by Feishu, or its time is not now.',
);

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parsed = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};

/**
 * Judges a request by its raw bytes. Only Feishu's question whether the address is ours comes without a
 * signature; it is sealed like all else and carries the verification token.
 * The signature of cards of the first generation (SHA-1 with the verification token) is no signature here.
 */
export const openBody = (
  signed: Signed,
  bytes: Uint8Array,
  { encryptKey, verificationToken }: Secrets,
  now: number,
): Opened => {
  const { signature = '', timestamp, nonce } = signed;
  const isUnsigned = signature === '' && timestamp === undefined && nonce === undefined;
  if (!isUnsigned && !isSigned(encryptKey, signed, bytes, now)) return FORGED;
  const raw = parsed(decoded(bytes));
  if (raw === undefined && !isUnsigned) return refused(400, 'The body is not JSON.');
  const sealed = sealedBody.safeParse(raw).data?.encrypt;
  // What is not sealed could be by anybody who knows the token alone.
  if (sealed === undefined || encryptKey === '') return FORGED;
  const opened = unseal(encryptKey, sealed);
  if (opened === undefined) return FORGED;
  const content = parsed(opened);
  const asked = challenge.safeParse(content).data;
  if (asked !== undefined)
    return isSecret(asked.token, verificationToken)
      ? { is: 'challenge', challenge: asked.challenge }
      : FORGED;
  if (isUnsigned) return FORGED;
  const { data: body } = envelope.safeParse(content);
  if (body === undefined) return refused(400, 'This is nothing that is listened to here.');
  return isSecret(body.header.token, verificationToken) ? { is: 'event', body, signature } : FORGED;
};
