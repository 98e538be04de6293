import { marked } from 'marked';
import sanitizeHtml from 'sanitize-html';
import type { View } from '#cards/view.ts';
import { type Exported, exportIncident } from './export-incident.ts';

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}';

/** A document as markup that is safe to show. */
export const markdownHtml = (markdown: string): string =>
  sanitizeHtml(marked.parse(markdown, { async: false }));

/** The export as a page that stands by itself. A file of its own: what it needs is slow to load. */
export const exportHtml = (exported: Exported, view: View): string => {
  const body = markdownHtml(exportIncident(exported, 'md', view));
  return `<!doctype html>
<html lang="${view.locale}"><head><meta charset="utf-8"><title>${exported.state.key}</title>
<style>${STYLE}</style>
</head><body>${body}</body></html>
`;
};
