import type { IncidentIntent, IntentOf } from './incident/command.ts';
import type { LiveCard, Notice } from './incident/notice.ts';

/** Where a message goes; the app turns it into one delivery per messenger and room. */
export type PlaceSpec =
  /** `messenger`: its room there only, not the others. */
  | { readonly kind: 'room'; readonly messenger?: string }
  | { readonly kind: 'standing'; readonly channel: 'duty' | 'command' | 'feed' | 'agents' }
  /** A direct message, once, in the messenger the person used last. */
  | { readonly kind: 'person'; readonly person: string }
  /** Seen by one person only, in the war room. */
  | { readonly kind: 'whisper'; readonly person: string };

/** A buzz in the app, an SMS, a telephone call. */
export type Loudness = 'app' | 'sms' | 'phone';

/** What the world must hear because of events. Data only; delivered from the outbox. */
export type Intent =
  | { readonly do: 'openRoom'; readonly messenger: string }
  /** Into every war room of the incident, or into the one of this messenger. */
  | { readonly do: 'invite'; readonly people: readonly string[]; readonly messenger?: string }
  | {
      readonly do: 'post';
      readonly place: PlaceSpec;
      readonly notice: Notice;
      /** Deterministic: the same events give the same key. */
      readonly key: string;
      /** People mentioned (organisation ids), so that they are notified. */
      readonly mention?: readonly string[];
      /** Messenger in which it was done; the rooms of the others say so. */
      readonly source?: string;
      /** How loudly those who must read it are called, where the messenger can. */
      readonly urgent?: Loudness;
      /** Reply in the thread of this live card. */
      readonly thread?: LiveCard;
    }
  /** Post the live card where it is not yet there; edit it where it is. */
  | {
      readonly do: 'refresh';
      readonly place: PlaceSpec;
      readonly card: LiveCard;
      readonly pin: boolean /** Called by name when it is first posted. */;
      readonly mention?: readonly string[];
    }
  | { readonly do: 'renameRoom' }
  | { readonly do: 'setTopic' }
  /** What the room is for. */
  | { readonly do: 'purpose'; readonly messenger?: string }
  /** A bookmark of the incident's own page, where there are pages. */
  | { readonly do: 'page'; readonly messenger?: string }
  | {
      readonly do: 'bookmark';
      readonly label: string;
      readonly url: string;
      readonly messenger?: string;
    }
  /** Put what was given to one person on that person's own list, or tick it there. */
  | { readonly do: 'todo'; readonly ref: string }
  /** Make a meeting and tell its link; `host` started it. */
  | { readonly do: 'startMeeting'; readonly host: string }
  | { readonly do: 'archiveRoom' }
  | { readonly do: 'unarchiveRoom'; readonly messenger?: string }
  /** Draw the living document of the rooms anew. `soon`: without waiting for more changes. */
  | { readonly do: 'document'; readonly soon: boolean; readonly messenger?: string }
  /** Put the record into the rooms, as a file. */
  | {
      readonly do: 'attach';
      readonly what: 'timeline' | 'postmortem';
      readonly version: number;
      readonly published: boolean;
      /** People went on writing: what is there is written anew, where the messenger can. */
      readonly edited?: true;
    }
  /** Hand an approved text to a connector of the organisation file. */
  | {
      readonly do: 'publish';
      readonly announcement: string;
      readonly version: number;
      readonly channel: string;
    }
  /** Alerts of its scenarios that nobody has decided learn what became of it. */
  | { readonly do: 'settleAlerts'; readonly because: 'opened' | 'reopened' | 'cancelled' }
  /** A command for each of its tickets; `by`: on behalf of whom. */
  | {
      readonly do: 'tellTickets';
      readonly tickets: readonly string[];
      readonly intent: unknown;
      readonly by?: string;
    }
  | { readonly do: 'callFallback'; readonly notice: Notice };

/** Where streams without rooms of their own speak. */
export type OpenPlace =
  | Extract<PlaceSpec, { kind: 'standing' | 'person' }>
  /** The rooms of that incident, as far as they are open. */
  | { readonly kind: 'room'; readonly incident: string };

/**
 * What an alert or a ticket lets the world hear. They have no rooms of their own. What another stream must hear is an intent too, so that a
 * crash between the two commits loses nothing and repeats nothing: its key is the receipt.
 */
export type SpokenIntent<N extends { readonly card: string }> =
  | {
      readonly do: 'post';
      readonly place: OpenPlace;
      readonly notice: N;
      readonly key: string;
      readonly mention?: readonly string[];
    }
  /** Post the live card where it is not yet there; edit it where it is. */
  | {
      readonly do: 'refresh';
      readonly place: OpenPlace;
      readonly card: N;
      readonly mention?: readonly string[];
    }
  | { readonly do: 'callFallback'; readonly notice: N; readonly key: string }
  /** A command for another stream, carried out once. */
  | { readonly do: 'tell'; readonly to: Tell; readonly key: string };

/** A command that one stream gives to another. */
export type Tell =
  /** `by`: organisation id of the person on whose behalf; the system where it is absent. */
  | {
      readonly kind: 'incident';
      readonly incident: string;
      readonly intent: IncidentIntent;
      readonly by?: string;
    }
  /** Opens an incident; `about`: the alert or ticket that then hears `recordIncident` with its key. */
  | {
      readonly kind: 'openIncident';
      readonly intent: Omit<IntentOf<'open'>, 'key' | 'messengers' | 'locale'>;
      readonly about: string;
      readonly by?: string;
    }
  | { readonly kind: 'alert'; readonly alert: string; readonly intent: unknown }
  | {
      readonly kind: 'ticket';
      readonly ticket: string;
      readonly intent: unknown;
      readonly by?: string;
    };
