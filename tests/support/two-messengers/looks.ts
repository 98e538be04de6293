import { NAMES, type Side, type Stage } from './side.ts';

const texts = (side: Side, where: string): readonly string[] =>
  side.messages(where).map(({ text }) => text);

/** What a story looks for on both messengers. */
export const looksAt = (stage: Stage) => ({
  texts,
  /** Whether each of the two says it in its room. */
  both: (text: string): readonly boolean[] =>
    NAMES.map((name) => texts(stage[name], 'room').some((said) => said.includes(text))),
  /** The newest card of a room with this text in it. */
  cardWith: (side: Side, text: string): string =>
    texts(side, 'room').findLast((said) => said.includes(text)) ?? '',
  /** What somebody was told in person, on either. */
  dms: (person: string): readonly string[] =>
    NAMES.flatMap((name) => stage[name].dms(person).map(({ text }) => text)),
  dueOf: async (task: string): Promise<number | undefined> =>
    (await stage.state()).tasks.find(({ item }) => item === task)?.dueAt,
  doneAt: async (task: string): Promise<number | undefined> =>
    (await stage.state()).tasks.find(({ item, status }) => item === task && status === 'done')
      ?.closedAt,
  /** What the bot reminds of by itself in the rooms from now on. */
  remindersFromNow: (): (() => readonly string[]) => {
    const before = new Set(
      NAMES.flatMap((name) => stage[name].messages('room').map(({ id }) => `${name} ${id}`)),
    );
    return () =>
      NAMES.flatMap((name) =>
        stage[name]
          .messages('room')
          .filter(({ id, title }) => !before.has(`${name} ${id}`) && /提醒|逾期/u.test(title))
          .map(({ title }) => title),
      );
  },
});
