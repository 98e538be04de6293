import type { Card, Form } from '#cards/card.ts';
import type { Log } from '#ports/system.ts';
import { peopleIn, renderFieldErrors, renderForm } from '../cards/form.ts';
import { type CardJson, mentionsIn, renderCard, type Rendering } from '../cards/message.ts';
import type { FeishuOptions } from '../options.ts';

type Texts = Readonly<Record<string, string>>;

/** Cards and forms as Feishu shows them to the person who asked. */
export interface Drawing {
  readonly card: (card: Card) => Promise<CardJson>;
  /** `room`: the group it was asked for in, which comes back with what was filled in. */
  readonly form: (form: Form, room: string | undefined) => Promise<CardJson>;
  /** The form again, with what was typed and what is wrong with it. */
  readonly wrongForm: (
    form: Form,
    room: string | undefined,
    errors: Texts,
    values: Texts,
  ) => Promise<CardJson>;
}

/** Draws with the accounts of everyone who is named; without those, names are shown as text. */
export const createDrawing = (
  { accountOf, timezone }: Pick<FeishuOptions, 'accountOf' | 'timezone'>,
  log: Log,
): Drawing => {
  const accountsOf = async (people: readonly string[]): Promise<Rendering['accounts']> => {
    try {
      const found = await Promise.all(
        people.map(async (person) => [person, await accountOf(person)] as const),
      );
      return new Map(
        found.flatMap(([person, account]) => (account === undefined ? [] : [[person, account]])),
      );
    } catch (error) {
      log.warn({ err: error }, 'could not look up accounts for an answer');
      return new Map();
    }
  };
  const context = async (people: readonly string[], room?: string) => ({
    accounts: await accountsOf(people),
    timezone: timezone(),
    ...(room === undefined ? {} : { room }),
  });
  return {
    card: async (card) => renderCard(card, await context(mentionsIn(card))),
    form: async (form, room) => renderForm(form, await context(peopleIn(form), room)),
    wrongForm: async (form, room, errors, values) =>
      renderFieldErrors(form, errors, values, await context(peopleIn(form), room)),
  };
};
