import type { LiveGroup } from './stream.ts';

/** The parts of a page as markup, by name. */
export type Parts = Readonly<Record<string, string>>;

/** Open pages that are told which of their parts look different now, whole parts at a time. */
export const createSectionGroup = <R extends { readonly version: number }>(
  draw: (record: R) => { readonly now: number; readonly parts: Parts },
): LiveGroup<R> => {
  let version = -1;
  let shown: Parts = {};
  const news = (record: R, now: number, parts: Parts): object => ({
    version: record.version,
    now,
    sections: parts,
  });
  return {
    get version() {
      return version;
    },
    advance: (record) => {
      if (record.version === version) return undefined;
      const isFirst = version < 0;
      const { now, parts } = draw(record);
      const changed = Object.entries(parts).filter(([name, text]) => shown[name] !== text);
      version = record.version;
      shown = parts;
      return isFirst ? undefined : news(record, now, Object.fromEntries(changed));
    },
    // All parts together are as short as a few entries of a timeline.
    since: (record) => {
      const { now, parts } = draw(record);
      return news(record, now, parts);
    },
  };
};
