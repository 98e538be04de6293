import type { Card } from '#cards/card.ts';
import { withSource } from '#cards/platform-cards.ts';
import type { View } from '#cards/view.ts';
import type { LiveCard } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Messenger } from '#ports/messenger.ts';

/** The card for one room, saying in which other messenger it was done; with one room only there is nothing to tell apart. */
export const withOrigin = (
  card: Card,
  source: string | undefined,
  at: { readonly state: IncidentState; readonly messenger: Messenger; readonly view: View },
): Card => {
  const { state, messenger, view } = at;
  const isElsewhere = source !== undefined && source !== messenger.platform;
  return isElsewhere && Object.keys(state.rooms).length > 1 ? withSource(card, source, view) : card;
};

/** The messenger in which that was written which a live card shows; undefined for what has no one author. */
export const sourceOfCard = (card: LiveCard, state: IncidentState): string | undefined => {
  switch (card.card) {
    case 'approval':
      return state.approvals[card.approval]?.via;
    case 'announcement':
      return state.announcements.find(({ id }) => id === card.id)?.versions.at(-1)?.via;
    case 'wording':
      return state.wordings.find(({ id }) => id === card.id)?.via;
    case 'status':
    case 'checklist':
    case 'report':
    case 'feedStatus':
    case 'standbyCounter':
      return undefined;
  }
};
