import type { Response } from 'express';
import type { Sight } from '#app/reading/reader.ts';
import type { Call, Reply } from './page.ts';
import type { LiveGroup, Streams } from './stream.ts';

const EVENT_ID = /^\d{1,9}$/u;

/** The event that an open page knows already: as it says, or all there are. */
const knownTo = ({ header, query }: Call, version: number): number => {
  const given = header('last-event-id') ?? query.get('after') ?? '';
  return EVENT_ID.test(given) ? Math.min(Number(given), version) : version;
};

/** Tells an open page what happens to what it shows, from the event it knows on, while its reader may see it. */
export const followReply = <R extends { readonly key: string; readonly version: number }>(
  call: Call,
  streams: Streams<R>,
  record: R,
  how: { readonly sight: (record: R) => Sight; readonly createGroup: () => LiveGroup<R> },
): Reply => {
  const { visitAgain, view, visitor } = call;
  const { asker } = visitor;
  const person = visitor.actor?.id;
  const { key } = record;
  const upto = knownTo(call, record.version);
  // Pages of one look are drawn once.
  const look = `${view.locale} ${asker !== 'auditor'}`;
  const maySee = (now: R): boolean => how.sight(now) === 'all';
  const isStillIn = async (): Promise<boolean> => {
    const again = await visitAgain();
    return again.asker === asker && again.actor?.id === person;
  };
  const open = (response: Response): boolean =>
    streams.follow(
      { response, upto, maySee, isStillIn },
      { key, look, createGroup: how.createGroup },
    );
  return { kind: 'stream', open };
};
