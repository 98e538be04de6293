import type { Policy } from '#domain/policy.ts';
import type { Storage } from '#ports/storage.ts';
import { alertKind } from './alert-kind.ts';
import { rebuildStream } from './stream-commit.ts';
import type { Stream } from './stream-handler.ts';
import { ticketKind } from './ticket-kind.ts';
import type { Happened, Spoken, StreamKind } from './stream-kind.ts';

type Rebuild = Pick<Stream, 'prefix' | 'rebuild'>;

const rebuildOf =
  (storage: Storage, policy: Policy) =>
  <S, I extends { readonly type: string }, E extends Happened, N extends Spoken>(
    kind: StreamKind<S, I, E, N>,
  ): Rebuild => ({
    prefix: kind.prefix,
    rebuild: (key) => rebuildStream(kind, key, storage, policy),
  });

/** How the projections of each kind of stream without rooms are made again, for who has no app at work. */
export const streamRebuilds = (storage: Storage, policy: Policy): readonly Rebuild[] => {
  const of = rebuildOf(storage, policy);
  return [of(alertKind), of(ticketKind)];
};
