import type { Reader, Sight } from '#app/reading/reader.ts';
import { followReply } from './follow.ts';
import { createSectionGroup } from './live-sections.ts';
import type { Call, Reply, Route, Subject } from './page.ts';
import { lookOf, type SubjectLook } from './parts/subject-look.ts';
import { partTexts, type SubjectParts } from './parts/subject-page.ts';
import type { Streams } from './stream.ts';

interface Versioned {
  readonly key: string;
  readonly version: number;
}

/** What the addresses of one kind of stream without rooms need. */
export interface SubjectKind<R extends Versioned> {
  /** Of the routes: `alert`, `alert-json`, `alert-stream`. */
  readonly id: string;
  /** `/alerts`; the records are below it. */
  readonly path: string;
  /** The key that an address means; undefined where it can be none. */
  readonly keyOf: (given: string) => string | undefined;
  readonly reading: (call: Call) => {
    readonly load: (key: string) => Promise<R | undefined>;
    readonly sight: (reader: Reader, record: R) => Sight;
  };
  readonly streams: (call: Call) => Streams<R>;
  readonly show: (record: R, call: Call) => Reply;
  readonly partsOf: (record: R, look: SubjectLook) => SubjectParts;
  /** The file for programs. */
  readonly fileOf: (record: R, look: SubjectLook) => object;
}

type Answers<R> = (record: R, call: Call) => Reply;

const finding =
  <R extends Versioned>({ keyOf, reading }: SubjectKind<R>, answers: Answers<R>) =>
  async (call: Call): Promise<Subject | undefined> => {
    const key = keyOf(call.params['key'] ?? '');
    const { reader } = call.visitor;
    if (key === undefined || reader === undefined) return undefined;
    const { load, sight } = reading(call);
    const record = await load(key);
    return record && { sight: sight(reader, record), handle: () => answers(record, call) };
  };

const json =
  <R extends Versioned>({ fileOf }: SubjectKind<R>): Answers<R> =>
  (record, call) => ({
    kind: 'file',
    type: 'application/json; charset=utf-8',
    name: `${record.key}.json`,
    body: `${JSON.stringify(fileOf(record, lookOf(call)), undefined, 2)}\n`,
  });

const follow =
  <R extends Versioned>({ partsOf, reading, streams }: SubjectKind<R>): Answers<R> =>
  (record, call) => {
    const { deps, visitor, view } = call;
    const { reader } = visitor;
    return followReply(call, streams(call), record, {
      sight: (now) => (reader === undefined ? 'nothing' : reading(call).sight(reader, now)),
      createGroup: () =>
        createSectionGroup((now) => {
          const look = lookOf({ ...call, view: deps.views(view.locale) });
          return { now: look.view.now, parts: partTexts(partsOf(now, look)) };
        }),
    });
  };

/** The page of one record, its file, and its live changes. */
export const subjectRoutes = <R extends Versioned>(kind: SubjectKind<R>): readonly Route[] => {
  const route = (id: string, path: string, answers: Answers<R>): Route => ({
    id,
    method: 'GET',
    path: `${kind.path}/${path}`,
    needs: 'subject',
    find: finding(kind, answers),
  });
  return [
    route(`${kind.id}-json`, ':key.json', json(kind)),
    route(kind.id, ':key', kind.show),
    route(`${kind.id}-stream`, ':key/stream', follow(kind)),
  ];
};
