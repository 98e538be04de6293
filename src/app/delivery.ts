import type { Intent, Loudness } from '#domain/effects.ts';
import type { LiveCard, Notice } from '#domain/incident/notice.ts';
import type { Instant } from '#domain/time.ts';
import type { OutboxRow } from '#ports/storage.ts';

/** Where one message goes on one messenger; rooms of the incident are looked up when it is sent. */
export type Target =
  | { readonly kind: 'room' }
  | { readonly kind: 'standing'; readonly room: string }
  | { readonly kind: 'direct'; readonly person: string; readonly account: string }
  | { readonly kind: 'whisper'; readonly person: string; readonly account: string };

export type Job =
  | { readonly do: 'openRoom'; readonly people: readonly string[] }
  /** `unreachable`: invited people without an account in any of the incident's messengers. */
  | {
      readonly do: 'invite';
      readonly people: readonly string[];
      readonly unreachable: readonly string[];
    }
  | {
      readonly do: 'post';
      readonly target: Target;
      readonly notice: Notice;
      readonly mention: readonly string[];
      readonly thread?: LiveCard;
      /** Messenger in which it was done. */
      readonly source?: string;
    }
  /** Edits the card where it is, posts it where it is not. */
  | {
      readonly do: 'refresh';
      readonly target: Target;
      readonly card: LiveCard;
      readonly pin?: true;
    }
  | { readonly do: 'pin'; readonly target: Target; readonly card: LiveCard }
  | { readonly do: 'rename' }
  | { readonly do: 'topic' }
  | { readonly do: 'page' }
  | { readonly do: 'purpose' }
  | { readonly do: 'bookmark'; readonly label: string; readonly url: string }
  /** Calls people to the message that the row of this key posted. */
  | {
      readonly do: 'urge';
      readonly target: Target;
      readonly message: string;
      readonly people: readonly string[];
      readonly by: Loudness;
    }
  | { readonly do: 'todo'; readonly ref: string }
  | { readonly do: 'meeting'; readonly host: string }
  | { readonly do: 'document' }
  | { readonly do: 'archive' }
  | { readonly do: 'unarchive' }
  | Extract<Intent, { readonly do: 'attach' | 'publish' | 'callFallback' }>;

/** What an outbox row asks for. */
export type Delivery = Job & {
  readonly incident: string;
  /** Empty for what does not go through a messenger. */
  readonly messenger: string;
  /** Which room of the incident there it was written for; absent in rows of earlier versions. */
  readonly room?: number;
  /** When it was written; absent in rows of earlier versions. */
  readonly at?: Instant;
};
export type DeliveryOf<D extends Job['do']> = Extract<Delivery, { do: D }>;

/** Reads back what `deliveries.ts` wrote into a row. */
export const deliveryOf = (row: OutboxRow): Delivery => row.intent as Delivery;

/** Name of a card in the store of posted messages: `approval:INC-…:A1.v2`; one per person in direct messages. */
export const cardIdOf = (card: LiveCard, incident: string, target: Target): string => {
  const id = [card.card, incident, ...partsOf(card)].join(':');
  return target.kind === 'direct' || target.kind === 'whisper' ? `${id}#${target.person}` : id;
};

const partsOf = (card: LiveCard): readonly string[] => {
  switch (card.card) {
    case 'approval':
      return [card.approval];
    case 'announcement':
      return [card.id];
    case 'wording':
      return card.forAgents ? [card.id, 'agents'] : [card.id];
    case 'status':
    case 'checklist':
    case 'report':
    case 'feedStatus':
    case 'standbyCounter':
      return [];
  }
};

/** Whether it goes into a war room, or does something to one. */
export const concernsRoom = (delivery: Delivery): boolean => {
  switch (delivery.do) {
    case 'post':
    case 'refresh':
    case 'pin':
    case 'urge':
      return delivery.target.kind === 'room';
    case 'invite':
    case 'rename':
    case 'topic':
    case 'purpose':
    case 'page':
    case 'bookmark':
    case 'document':
    case 'archive':
    case 'unarchive':
    case 'attach':
      return true;
    case 'openRoom':
    case 'todo':
    case 'meeting':
    case 'publish':
    case 'callFallback':
      return false;
  }
};

/** Name of the message that asks for the reason of a rejection, so that answers to it are understood. */
export const reasonCardId = (incident: string, approval: string): string =>
  ['reason', incident, approval].join(':');

/** Name of the message that tells a progress update, so that it is found when the update is corrected. */
export const updateCardId = (incident: string, n: number): string =>
  ['update', incident, n].join(':');

/** The approval that a posted card, or the question about its rejection, is about. */
export const approvalOfCard = (
  cardId: string,
):
  | {
      readonly asks: 'approval' | 'reason';
      readonly incident: string;
      readonly approval: string;
    }
  | undefined => {
  const [asks, incident, approval] = (cardId.split('#')[0] ?? '').split(':');
  if (asks !== 'approval' && asks !== 'reason') return undefined;
  return incident === undefined || approval === undefined
    ? undefined
    : { asks, incident, approval };
};

/** Places that are told apart inside one messenger. */
export const placeName = (target: Target): string => {
  switch (target.kind) {
    case 'room':
      return 'room';
    case 'standing':
      return target.room;
    case 'direct':
      return `dm ${target.person}`;
    case 'whisper':
      return `whisper ${target.person}`;
  }
};
