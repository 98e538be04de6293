import type { Locale } from '#domain/locale.ts';
import { type Instant, MINUTE } from '#domain/time.ts';
import { type AccountRef, DeliveryError, type Messenger } from '#ports/messenger.ts';
import type { Clock, Log } from '#ports/system.ts';
import { type ListedUser, oneUser, read } from './web/answers.ts';
import type { Args, SlackApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { PLATFORM } from './web/platform.ts';
import { createRecent } from './web/recent.ts';

/** Who is behind an account, as Slack knows it. */
export interface People {
  readonly lookup: Messenger['lookup'];
  /** The language the person set in Slack; undefined until it is learned, in the background. */
  readonly localeOf: (account: string) => Locale | undefined;
}

interface PeopleDeps {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly log: Log;
}

interface Known {
  readonly account: AccountRef;
  readonly locale: Locale | undefined;
}

const REMEMBERED = 5_000;
/** Also how long it takes until an account that could not be learned is asked for again. */
const SAID_AT_MOST_EVERY = MINUTE;
const NOBODY = ['user_not_found', 'users_not_found', 'user_not_visible'] as const;

const nonEmpty = (...texts: readonly (string | undefined)[]): string | undefined =>
  texts.find((text) => text !== undefined && text.trim() !== '');

const localeFrom = (tag: string | undefined): Locale | undefined => {
  if (tag === undefined) return undefined;
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
};

const knownFrom = (user: ListedUser): Known => {
  const { id, profile } = user;
  const name = nonEmpty(profile?.display_name, user.real_name, profile?.real_name, user.name);
  const email = nonEmpty(profile?.email);
  return {
    account: {
      platform: PLATFORM,
      id,
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
    },
    locale: localeFrom(user.locale),
  };
};

/** The person Slack gives for a query; undefined for nobody, for a bot, and for one who left. */
const ask = async (api: SlackApi, method: string, args: Args): Promise<Known | undefined> => {
  try {
    const { user } = read(oneUser, await api.call(method, args));
    // Slackbot says of itself that it is no bot.
    return user.deleted || user.is_bot || user.id === 'USLACKBOT' ? undefined : knownFrom(user);
  } catch (error) {
    if (refusedWith(error, NOBODY)) return undefined;
    throw error;
  }
};

const sameName = (left: string | undefined, right: string): boolean =>
  left !== undefined && left.trim().toLowerCase() === right.trim().toLowerCase();

/** Has `learn` done once for each account, without anybody waiting for it. */
const createLearning = (
  { clock, log }: PeopleDeps,
  learn: (account: string) => Promise<unknown>,
): ((account: string) => void) => {
  const asked = createRecent<Instant>(REMEMBERED);
  let saidAt = Number.NEGATIVE_INFINITY;
  const onFailure = (error: unknown): void => {
    if (clock.now() - saidAt < SAID_AT_MOST_EVERY) return;
    saidAt = clock.now();
    const code = error instanceof DeliveryError ? error.code : undefined;
    log.warn({ code, ...(code === undefined ? { err: error } : {}) }, 'could not look up a person');
  };
  return (account) => {
    const before = asked.get(account);
    if (before !== undefined && clock.now() - before < SAID_AT_MOST_EVERY) return;
    asked.set(account, clock.now());
    learn(account).catch(onFailure);
  };
};

/** People by account and address; by name only those met already, for a list of all is too costly to ask for. */
export const createPeople = (deps: PeopleDeps): People => {
  const { api } = deps;
  const met = createRecent<Known>(REMEMBERED);
  /** Accounts without a person, or without a language. */
  const nothingToLearn = createRecent<true>(REMEMBERED);
  const remember = (known: Known | undefined): AccountRef | undefined => {
    if (known === undefined) return undefined;
    const { id } = known.account;
    // A look-up by address tells no language.
    met.set(id, { ...known, locale: known.locale ?? met.get(id)?.locale });
    return known.account;
  };
  const byId = async (id: string): Promise<AccountRef | undefined> => {
    const known = await ask(api, 'users.info', { user: id, include_locale: true });
    if (known?.locale === undefined) nothingToLearn.set(id, true);
    return remember(known);
  };
  const learn = createLearning(deps, byId);
  const byName = (name: string): AccountRef | undefined => {
    const found = [...met.values()].filter(({ account }) => sameName(account.name, name));
    return found.length === 1 ? found[0]?.account : undefined;
  };
  return {
    lookup: async ({ id, email, name }) => {
      if (id !== undefined) return byId(id);
      if (email !== undefined)
        return remember(await ask(api, 'users.lookupByEmail', { email: email.trim() }));
      return name === undefined ? undefined : byName(name);
    },
    localeOf: (account) => {
      const locale = met.get(account)?.locale;
      if (locale === undefined && nothingToLearn.get(account) !== true) learn(account);
      return locale;
    },
  };
};
