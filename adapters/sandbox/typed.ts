/** What a typed line turned out to be. */
export type Typed =
  /** `mention`: it was said to Fenghuo in front of everyone, so everyone sees it. */
  | { readonly kind: 'command'; readonly line: string; readonly mention: boolean }
  | { readonly kind: 'chat'; readonly text: string };

const MENTION = /^[@＠](?:烽火|应急助手|fenghuo)(?=$|[\s\u3000:：,，])[\s\u3000:：,，]*/i;
// Slack's word for the command and Feishu's; both work here so that a habit from there works too.
const NAMED = /^[/／](?:incident|应急)(?=$|[\s\u3000])[\s\u3000]*/i;
const SLASH = /^[/／][\s\u3000]*/;

/** Tells a command from chat and strips what it was addressed with. */
export const readTyped = (text: string): Typed => {
  const trimmed = text.trim();
  if (MENTION.test(trimmed))
    // `@烽火 /status` is one command, not a command named "/status".
    return {
      kind: 'command',
      line: trimmed.replace(MENTION, '').replace(SLASH, ''),
      mention: true,
    };
  if (NAMED.test(trimmed))
    return { kind: 'command', line: trimmed.replace(NAMED, ''), mention: false };
  if (SLASH.test(trimmed))
    return { kind: 'command', line: trimmed.replace(SLASH, ''), mention: false };
  return { kind: 'chat', text: trimmed };
};
