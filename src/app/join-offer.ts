import { bold, line } from '#cards/line.ts';
import { words } from '#cards/view.ts';
import type { Answer } from '#ports/messenger.ts';
import type { IncidentRow } from '#ports/storage.ts';
import type { Session } from './session.ts';

const MOST_OFFERED = 3;

/** The answer with a way into incidents of the same scenario that were open before. */
export const offerToJoin = (
  answer: Answer,
  others: readonly IncidentRow[],
  { view }: Session,
): Answer => {
  const { card } = answer;
  const offered = others.slice(0, MOST_OFFERED);
  if (card === undefined || offered.length === 0) return answer;
  const { alsoOpen, join } = words(view).answers;
  return {
    ...answer,
    card: {
      ...card,
      elements: [
        ...card.elements,
        {
          kind: 'text',
          tone: 'warning',
          lines: [[alsoOpen], ...offered.map(({ key, title }) => line`${bold(key)} ${title}`)],
        },
        {
          kind: 'actions',
          buttons: offered.map(({ key }) => ({
            label: join(key),
            line: `join ${key}`,
            style: 'default',
          })),
        },
      ],
    },
  };
};
