import { copy, plainCard, text } from '#cards/build.ts';
import type { Card } from '#cards/card.ts';
import { type View, words } from '#cards/view.ts';

/** Others changed the incident every time we tried. */
export const busyCard = (view: View, line: string): Card => {
  const { busyTitle, busy, sendAgain } = words(view).answers;
  return plainCard(
    {
      title: busyTitle,
      tone: 'warning',
      elements: [text([busy]), line.trim() === '' ? [] : copy(sendAgain, line)],
    },
    view,
  );
};
