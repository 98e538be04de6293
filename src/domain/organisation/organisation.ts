import type { Locale, Localised } from '../locale.ts';

/** One person of the organisation file (contract 3). `accounts`: messenger name → account id there. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly title?: string;
  readonly groups: readonly string[];
  readonly accounts: Readonly<Record<string, string>>;
  readonly email?: string;
  readonly locale?: Locale;
}

export interface Department {
  readonly id: string;
  readonly names: Localised;
  readonly head?: string;
  readonly contact?: string;
}

/** A spare server, line or channel that a checklist item can offer (S0-19). */
export interface Resource {
  readonly id: string;
  readonly kind: string;
  readonly names: Localised;
  readonly owner?: string;
  readonly steps?: Localised;
  /** Checklist items that show it; default: by kind. */
  readonly for?: readonly string[];
}

export interface StandingRooms {
  readonly duty?: string;
  readonly command?: string;
  readonly feed?: string;
  readonly agents: readonly string[];
}

export interface Organisation {
  readonly company: string;
  readonly agents: number;
  readonly people: readonly Person[];
  readonly departments: readonly Department[];
  /** Standing channels per messenger. */
  readonly rooms: Readonly<Record<string, StandingRooms>>;
  /** Messengers in which a new incident opens rooms; absent: every one that is on. */
  readonly warRooms?: readonly string[];
  readonly publish: Readonly<Record<string, { readonly url: string; readonly secretEnv?: string }>>;
  readonly fallback?: { readonly url: string };
  readonly resources: readonly Resource[];
}
