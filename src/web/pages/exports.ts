import { EXPORTS, exportIncident } from '#app/export-incident.ts';
import type { IncidentCall, Page, Reply, Route } from '../page.ts';

const TYPES = {
  md: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
} as const;

const fileOf =
  (ending: (typeof EXPORTS)[number]) =>
  async ({ record, view, deps }: IncidentCall): Promise<Reply> => ({
    kind: 'file',
    type: TYPES[ending],
    name: `${record.key}.${ending}`,
    body: exportIncident(
      { ...record, evidence: await deps.reading.evidence(record) },
      ending,
      view,
    ),
  });

/** The page that stands by itself; what it needs is slow to load. */
const standalone = async ({ record, view, deps }: IncidentCall): Promise<Reply> => {
  const { exportHtml } = await import('#app/export-html.ts');
  return {
    kind: 'file',
    type: 'text/html; charset=utf-8',
    body: exportHtml({ ...record, evidence: await deps.reading.evidence(record) }, view),
    ownStyle: true,
  };
};

const route = (ending: string, handle: (call: IncidentCall) => Promise<Reply>): Route => ({
  id: `export-${ending}`,
  method: 'GET',
  path: `/incidents/:key.${ending}`,
  needs: 'record',
  aboutIncident: true,
  handle,
});

/** Timeline, and postmortem once there is one, as files; personal data never got into the record. */
export const exportsPage: Page = {
  routes: [...EXPORTS.map((ending) => route(ending, fileOf(ending))), route('html', standalone)],
};
