import {
  type AccessEvent,
  type AccessIntent,
  type AccessState,
  decideAccess,
  evolveAccess,
  NO_ACCESS,
} from './access.ts';
import type { Locale } from '../locale.ts';
import type { Actor, PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import { reject, type Decision } from '../rejection.ts';
import type { Instant } from '../time.ts';

/** Stream of what people change about themselves (linked accounts, language), and of who was let in to read. */
export const ORGANISATION_STREAM = 'organisation';

/** What people say in chat about themselves. */
export type SelfIntent =
  | {
      readonly type: 'bind';
      readonly messenger: string;
      readonly account: string;
      readonly person?: PersonRef;
      /** Found by the e-mail address of the organisation file instead of said by a person. */
      readonly how?: 'email';
    }
  | { readonly type: 'setLocale'; readonly locale: Locale };
export type OrganisationIntent = SelfIntent | AccessIntent;
export type OrganisationCommand = OrganisationIntent & {
  readonly meta: { readonly now: Instant; readonly actor: Actor; readonly via: string };
};

interface Envelope {
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: PersonRef;
  readonly via: string;
}
export type OrganisationEvent = Envelope &
  (
    | {
        readonly type: 'person.bound';
        readonly data: {
          readonly person: PersonRef;
          readonly messenger: string;
          readonly account: string;
          readonly how?: 'email';
        };
      }
    | {
        readonly type: 'person.localeSet';
        readonly data: { readonly person: PersonRef; readonly locale: Locale };
      }
    | AccessEvent
  );

export interface OrganisationState {
  readonly access: AccessState;
  /** `<messenger>:<account>` → person. */
  readonly links: Readonly<Record<string, PersonRef>>;
  readonly locales: Readonly<Record<string, Locale>>;
}
export const NO_CHANGES: OrganisationState = { access: NO_ACCESS, links: {}, locales: {} };

const linkKey = (messenger: string, account: string): string => `${messenger}:${account}`;

const ownerOf = (
  state: OrganisationState,
  policy: Policy,
  messenger: string,
  account: string,
): PersonRef | undefined => {
  const person = policy.organisation.people.find(({ accounts }) => accounts[messenger] === account);
  return person === undefined
    ? state.links[linkKey(messenger, account)]
    : { id: person.id, name: person.name };
};

const hasAccount = (
  state: OrganisationState,
  policy: Policy,
  messenger: string,
  { id }: PersonRef,
): boolean =>
  policy.organisation.people.some(
    (one) => one.id === id && one.accounts[messenger] !== undefined,
  ) ||
  Object.entries(state.links).some(
    ([key, person]) => person.id === id && key.startsWith(`${messenger}:`),
  );

/** Links an account to the person who asks, or sets a language; an account belongs to one person only. */
export const decideOrganisation = (
  state: OrganisationState,
  command: OrganisationCommand,
  policy: Policy,
): Decision<OrganisationEvent> => {
  const { now, actor, via } = command.meta;
  const envelope: Envelope = {
    occurredAt: now,
    recordedAt: now,
    actor: { id: actor.id, name: actor.name },
    via,
  };
  const self: PersonRef = { id: actor.id, name: actor.name };
  if (command.type === 'setLocale')
    return state.locales[actor.id] === command.locale
      ? { events: [] }
      : {
          events: [
            {
              ...envelope,
              type: 'person.localeSet',
              data: { person: self, locale: command.locale },
            },
          ],
        };
  if (command.type !== 'bind')
    return {
      events: decideAccess(state.access, command, self).map((fact) => ({ ...envelope, ...fact })),
    };
  const { messenger, account, person = self, how } = command;
  const owner = ownerOf(state, policy, messenger, account);
  if (owner !== undefined && owner.id !== person.id)
    return reject({ code: 'account-taken', messenger, by: owner });
  // What people say of themselves, and the file, come before what is found out.
  const known = how === 'email' && hasAccount(state, policy, messenger, person);
  if (owner !== undefined || known) return { events: [] };
  const data = { person, messenger, account, ...(how === undefined ? {} : { how }) };
  return { events: [{ ...envelope, type: 'person.bound', data }] };
};

export const evolveOrganisation = (
  state: OrganisationState,
  event: OrganisationEvent,
): OrganisationState => {
  switch (event.type) {
    case 'person.bound':
      return {
        ...state,
        links: {
          ...state.links,
          [linkKey(event.data.messenger, event.data.account)]: event.data.person,
        },
      };
    case 'person.localeSet':
      return { ...state, locales: { ...state.locales, [event.data.person.id]: event.data.locale } };
    case 'person.signedIn':
    case 'person.signedOut':
    case 'share.created':
    case 'share.revoked': {
      const { actor, recordedAt } = event;
      const access = evolveAccess(state.access, event, { by: actor, at: recordedAt });
      return { ...state, access };
    }
  }
};
