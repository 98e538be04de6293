import { liveDocument } from '#cards/live-document.ts';
import { wordsOf } from '#cards/messages/words.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import { evolveIncident } from '#domain/incident/evolve.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { DeliveryError, type FileToAttach } from '#ports/messenger.ts';
import type { DeliveryOf } from './delivery.ts';
import { postmortemDocument, timelineDocument } from './export-incident.ts';
import { metricEvidence } from './metric-evidence.ts';
import { loadRecord } from './rebuild.ts';
import {
  call,
  type Delivered,
  type DeliverDeps,
  NOTHING,
  roomOf,
  type Sending,
  UNASKED,
} from './sending.ts';
import { fingerprint } from './shown.ts';

/** The living document of the room, in the language of the room; the same text is not sent again. */
export const deliverDocument = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'document'>>,
): Promise<Delivered> => {
  const { state, messenger, key } = sending;
  const room = roomOf(sending);
  const document = liveDocument(state, deps.views(state.locale));
  const shownAs = `document ${room.platform} ${room.id}`;
  if (deps.shown.get(shownAs) === fingerprint(document)) return UNASKED;
  const decoration = { kind: 'document', ...document } as const;
  await call(deps, 'decorate', () => messenger.decorate(room, decoration, key));
  deps.shown.set(shownAs, fingerprint(document));
  return NOTHING;
};

/** What is published later under the same version is a file of its own: a name is never used twice. */
const nameOf = (
  { what, version, published }: DeliveryOf<'attach'>,
  { key }: IncidentState,
): string => `${key}-${what}-v${version}${published ? '-published' : ''}.md`;

/** The record as it stood when this version came to be: however late the file goes out, it says the same. */
const asOf = (events: readonly IncidentEvent[], delivery: DeliveryOf<'attach'>) => {
  const made = events.findIndex(
    (event) => event.type === 'postmortem.generated' && event.data.version === delivery.version,
  );
  const last = delivery.published
    ? events.findIndex((event, n) => n > made && event.type === 'postmortem.published')
    : made;
  const until = delivery.edited === true ? events : events.slice(0, last + 1);
  const state = until.reduce<IncidentState | undefined>(evolveIncident, undefined);
  const at = until.at(-1)?.occurredAt;
  if (state === undefined || at === undefined)
    throw new DeliveryError('version-not-found', 'give-up');
  return { record: { state, events: until }, at };
};

const fileOf = async (
  deps: DeliverDeps,
  { state, delivery }: Sending<DeliveryOf<'attach'>>,
): Promise<FileToAttach> => {
  const whole = await loadRecord(deps.storage, state.key);
  if (whole === undefined) throw new DeliveryError('incident-not-found', 'give-up');
  const { record, at } = asOf(whole.events, delivery);
  const view = { ...deps.views(state.locale), now: at };
  const { files } = wordsOf(state.locale).rooms;
  const name = nameOf(delivery, state);
  const evidence = await metricEvidence(deps.storage, record, view.policy, at);
  return delivery.what === 'timeline'
    ? { name, title: files.timeline(state.key), content: timelineDocument(record, view) }
    : {
        name,
        title: files.postmortem(state.key, delivery.version),
        content: postmortemDocument({ ...record, evidence }, view),
        ...(delivery.edited === true ? { anew: true } : {}),
      };
};

/** The record as a file in the room; personal data never got into it. */
export const deliverAttach = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'attach'>>,
): Promise<Delivered> => {
  const { messenger, key } = sending;
  const room = roomOf(sending);
  const file = await fileOf(deps, sending);
  await call(deps, 'attach', () => messenger.attach(room, file, key));
  return NOTHING;
};
