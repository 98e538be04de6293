import { bold, line } from '#cards/line.ts';
import type { Localised } from '#domain/locale.ts';
import type { Answer } from '#ports/messenger.ts';
import type { IncidentRow } from '#ports/storage.ts';
import type { Session } from './session.ts';

const ALSO_OPEN: Localised = {
  'zh-CN': '同一场景已有进行中的事件。如果是同一件事，请加入它，并撤销刚开启的事件：',
  en: 'An incident of the same scenario is already open. If it is the same matter, join it and cancel the one just opened:',
};
const JOIN: Localised = { 'zh-CN': '加入', en: 'Join' };

const MOST_OFFERED = 3;

/** The answer with a way into incidents of the same scenario that were open before. */
export const offerToJoin = (
  answer: Answer,
  others: readonly IncidentRow[],
  { locale }: Session,
): Answer => {
  const { card } = answer;
  const offered = others.slice(0, MOST_OFFERED);
  if (card === undefined || offered.length === 0) return answer;
  return {
    ...answer,
    card: {
      ...card,
      elements: [
        ...card.elements,
        {
          kind: 'text',
          tone: 'warning',
          lines: [
            [ALSO_OPEN[locale]],
            ...offered.map(({ key, title }) => line`${bold(key)} ${title}`),
          ],
        },
        {
          kind: 'actions',
          buttons: offered.map(({ key }) => ({
            label: `${JOIN[locale]} ${key}`,
            line: `join ${key}`,
            style: 'default',
          })),
        },
      ],
    },
  };
};
