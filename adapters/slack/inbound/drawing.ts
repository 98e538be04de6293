import type { HomeView, ModalView } from '@slack/web-api';
import type { Card, Form, Span } from '#cards/card.ts';
import type { Log } from '#ports/system.ts';
import { mentionsIn, renderMessage } from '../blocks/message.ts';
import { renderAnswerModal, renderHome, renderModal } from '../blocks/modal.ts';
import type { SlackOptions } from '../options.ts';

/** Cards and forms as Slack shows them to the person who asked. */
export interface Drawing {
  readonly message: (card: Card) => Promise<ReturnType<typeof renderMessage>>;
  readonly answer: (card: Card) => Promise<ModalView>;
  readonly home: (card: Card) => Promise<HomeView>;
  /** `room`: the channel it was asked for in, which comes back with what was filled in. */
  readonly form: (form: Form, room: string | undefined) => Promise<ModalView>;
}

const mentioned = (span: Span): readonly string[] =>
  typeof span === 'object' && 'mention' in span ? [span.mention] : [];

/** Organisation ids in a form: in its introduction, and filled in for people. */
const peopleIn = ({ intro = [], fields }: Form): readonly string[] => {
  const filled = fields
    .filter(({ kind }) => kind === 'person' || kind === 'people')
    .flatMap(({ value = '' }) => value.split(/[,，、]/u));
  const ids = [...intro.flat().flatMap(mentioned), ...filled].map((id) => id.trim());
  return [...new Set(ids.filter((id) => id !== ''))];
};

/** Draws with the accounts of everyone who is named; without those, names are shown as text. */
export const createDrawing = (
  { accountOf, timezone }: Pick<SlackOptions, 'accountOf' | 'timezone'>,
  log: Log,
): Drawing => {
  const accountsOf = async (people: readonly string[]): Promise<ReadonlyMap<string, string>> => {
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
  const rendering = async (card: Card) => ({ accounts: await accountsOf(mentionsIn(card)) });
  return {
    message: async (card) => renderMessage(card, await rendering(card)),
    answer: async (card) => renderAnswerModal(card, await rendering(card)),
    home: async (card) => renderHome(card, await rendering(card)),
    form: async (form, room) =>
      renderModal(form, {
        timezone: timezone(),
        accounts: await accountsOf(peopleIn(form)),
        ...(room === undefined ? {} : { room }),
      }),
  };
};
