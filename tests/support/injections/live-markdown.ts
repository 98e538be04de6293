import { marked, type Token } from 'marked';

/** Addresses that no text of ours leads to. */
export const EVIL = /evil|javascript:|slack:/iu;

const inToken = (token: Token): string | undefined => {
  if (token.type === 'html') return `html ${token.raw}`;
  const isTarget = token.type === 'link' || token.type === 'image';
  const href = isTarget && 'href' in token ? String(token['href']) : '';
  return EVIL.test(href) || /^[@#]/u.test(href) ? `${token.type} ${href}` : undefined;
};

/** What would come alive in Markdown. */
export const liveInMarkdown = (markdown: string): readonly string[] => {
  const found: string[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    const live = inToken(token);
    if (live !== undefined) found.push(live);
  });
  return found;
};
