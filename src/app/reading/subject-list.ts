import { wordsOf } from '#cards/messages/words.ts';
import { LOCALES } from '#domain/locale.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { SubjectFilter, SubjectRow } from '#ports/watch-storage.ts';

/** Where a list of alerts or tickets goes on. */
export interface SubjectPlace {
  readonly at: Instant;
  readonly key: string;
}

/** What such a list is asked for; words are looked for in names, figures, texts, people and keys. */
export interface SubjectQuery {
  readonly words: readonly string[];
  readonly state?: string;
  readonly scenario?: string;
  readonly severity?: string;
  readonly department?: string;
  readonly incident?: string;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly after?: SubjectPlace;
}

export interface SubjectPage<T> {
  readonly found: readonly T[];
  /** The last one shown, where there are more. */
  readonly next?: SubjectPlace;
}

const BATCH = 50;

const namesIn = (names: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(names);

/** Everything that has a name for people beside its id: scenarios, metrics, kinds of signals. */
const namedIds = (policy: Policy): readonly (readonly [id: string, name: string])[] => [
  ...Object.values(policy.playbooks).flatMap(({ id, names, aliases }) =>
    [...Object.values(names), ...aliases].map((name) => [id, name] as const),
  ),
  ...LOCALES.flatMap((locale) => {
    const { metrics, signals } = wordsOf(locale).common;
    return [...namesIn(metrics), ...namesIn(signals)];
  }),
];

/** What may stand in the read model for a word that somebody types: itself, or the id of what it names. */
export const meaningsOf = (word: string, policy: Policy): readonly string[] => {
  const typed = word.toLowerCase();
  const ids = namedIds(policy).flatMap(([id, name]) =>
    name.toLowerCase().includes(typed) ? [id.toLowerCase()] : [],
  );
  return [...new Set([typed, ...ids])];
};

type Chosen = Pick<SubjectQuery, 'state' | 'scenario' | 'severity' | 'department' | 'incident'>;

const chosenIn = ({ state, scenario, severity, department, incident }: Chosen): Chosen => ({
  ...(state === undefined ? {} : { state }),
  ...(scenario === undefined ? {} : { scenario }),
  ...(severity === undefined ? {} : { severity }),
  ...(department === undefined ? {} : { department }),
  ...(incident === undefined ? {} : { incident }),
});

const filterOf = (
  kind: string,
  { words, from, to, ...asked }: SubjectQuery,
  policy: Policy,
): Omit<SubjectFilter, 'limit' | 'after'> => ({
  ...chosenIn(asked),
  kind,
  anyOf: words.map((word) => meaningsOf(word, policy)),
  ...(from === undefined ? {} : { since: from }),
  ...(to === undefined ? {} : { until: to }),
});

/** Alerts or tickets that `see` lets through, newest first, `limit` at most. */
export const listSubjects = async <T>(
  deps: { readonly storage: Storage; readonly policy: () => Policy },
  about: { readonly kind: string; readonly query: SubjectQuery; readonly limit: number },
  see: (row: SubjectRow) => Promise<T | undefined>,
): Promise<SubjectPage<T>> => {
  const { kind, query, limit } = about;
  const found: T[] = [];
  let shown: SubjectPlace | undefined;
  let after = query.after;
  for (;;) {
    const rows = await deps.storage.subjects({
      ...filterOf(kind, query, deps.policy()),
      ...(after === undefined ? {} : { after }),
      limit: BATCH,
    });
    for (const row of rows) {
      const one = await see(row);
      if (one === undefined) continue;
      if (found.length === limit) return { found, ...(shown && { next: shown }) };
      found.push(one);
      shown = { at: row.at, key: row.key };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return { found };
    after = { at: last.at, key: last.key };
  }
};
