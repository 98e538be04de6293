import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { IncidentFilter, IncidentRow, Storage } from '#ports/storage.ts';
import { type Reader, sightOf } from './reader.ts';

/** What the list is asked for; words are looked for in titles, places, products, causes and scenarios. */
export interface ListQuery {
  readonly words: readonly string[];
  readonly scenario?: string;
  readonly severity?: string;
  readonly phase?: string;
  /** Neither closed nor cancelled. */
  readonly open?: boolean;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly after?: { readonly openedAt: Instant; readonly key: string };
}

/** One line: all of an incident, or level and state of one that is confidential. */
export interface ListedIncident {
  readonly row: IncidentRow;
  readonly sight: 'all' | 'feed';
  /** Only where everything may be seen. */
  readonly state?: IncidentState;
}

export interface IncidentPage {
  readonly incidents: readonly ListedIncident[];
  /** The last one shown, where there are more. */
  readonly next?: { readonly openedAt: Instant; readonly key: string };
}

const BATCH = 50;

/** A confidential incident must not be found by what is in it. */
const tellsContent = ({ words, scenario }: ListQuery): boolean =>
  words.length > 0 || scenario !== undefined;

const filterOf = (query: ListQuery): Omit<IncidentFilter, 'limit' | 'after'> => {
  const { words, scenario, severity, phase, open, from, to } = query;
  return {
    ...(words.length === 0 ? {} : { search: words.join(' ') }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(severity === undefined ? {} : { severity }),
    ...(phase === undefined ? {} : { phase }),
    ...(open === undefined ? {} : { open }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
};

export interface ListDeps {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly loadIncident: (key: string) => Promise<IncidentState | undefined>;
}

const listed = async (
  deps: ListDeps,
  reader: Reader,
  query: ListQuery,
  row: IncidentRow,
): Promise<ListedIncident | undefined> => {
  // A cancelled one was never closed, and nothing in it is open.
  if (query.open === true && row.phase === 'cancelled') return undefined;
  const state = await deps.loadIncident(row.key);
  const sight = state === undefined ? 'nothing' : sightOf(reader, state, deps.policy());
  if (state === undefined || sight === 'nothing') return undefined;
  if (sight === 'all') return { row, sight, state };
  return tellsContent(query) ? undefined : { row, sight };
};

/** Incidents that the reader may know of, newest first, `limit` at most. */
export const listIncidents = async (
  deps: ListDeps,
  reader: Reader,
  query: ListQuery,
  limit: number,
): Promise<IncidentPage> => {
  const found: ListedIncident[] = [];
  let after = query.after;
  for (;;) {
    const rows = await deps.storage.incidents({
      ...filterOf(query),
      ...(after === undefined ? {} : { after }),
      limit: BATCH,
    });
    for (const row of rows) {
      const one = await listed(deps, reader, query, row);
      if (one === undefined) continue;
      if (found.length === limit) {
        const last = found.at(-1)?.row;
        return {
          incidents: found,
          ...(last && { next: { openedAt: last.openedAt, key: last.key } }),
        };
      }
      found.push(one);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return { incidents: found };
    after = { openedAt: last.openedAt, key: last.key };
  }
};
