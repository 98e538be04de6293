/** Slack sends nothing else; another encoding would let what is signed and what is read differ. */
const CHARSET = /;\s*charset\s*=\s*"?(?<charset>[^\s";]+)/iu;
const UTF8: readonly string[] = ['utf-8', 'utf8', 'us-ascii'];

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A form with `payload` carries JSON (interactions); any other is the thing itself (slash commands). */
const fromForm = (text: string): unknown => {
  const form = new URLSearchParams(text);
  const payloads = form.getAll('payload');
  if (payloads.length > 1) return undefined;
  const [payload] = payloads;
  return payload === undefined ? Object.fromEntries(form) : JSON.parse(payload);
};

/** What a request carries, from its exact bytes; undefined where they can't be read. */
export const readBody = (contentType: string, bytes: Uint8Array): unknown => {
  const charset = CHARSET.exec(contentType)?.groups?.['charset'];
  if (charset !== undefined && !UTF8.includes(charset.toLowerCase())) return undefined;
  try {
    const text = utf8.decode(bytes);
    return contentType.toLowerCase().includes('application/x-www-form-urlencoded')
      ? fromForm(text)
      : JSON.parse(text);
  } catch {
    return undefined;
  }
};
