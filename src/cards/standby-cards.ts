import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Card } from './card.ts';
import { actions, button, incidentCard, item, list, note, noticeCard, text } from './build.ts';
import { clock, nameList, scenarioName, words, type View } from './view.ts';

/** A private question to one of the standby staff; of a confidential incident it tells nothing. */
export const standbyAskCard = (state: IncidentState, view: View): Card => {
  const { people } = words(view);
  const made = state.confidential ? incidentCard : noticeCard;
  return made(
    state,
    {
      title: people.standbyAskTitle,
      tone: 'warning',
      elements: [
        text([
          state.confidential
            ? people.standbyAskConfidential
            : people.standbyAsk(scenarioName(state, view)),
        ]),
        actions([
          button(people.standbyAccept, 'standby accept', { style: 'primary' }),
          button(people.standbyDecline, 'standby decline'),
        ]),
      ],
    },
    view,
  );
};

/** With an incomplete roster others may answer too, so names come from the whole organisation. */
const repliedWith = (
  state: IncidentState,
  reply: 'accept' | 'decline',
  view: View,
): readonly PersonRef[] =>
  Object.entries(state.standby?.replies ?? {}).flatMap(([id, said]) =>
    said === reply
      ? [view.policy.organisation.people.find((person) => person.id === id) ?? { id, name: id }]
      : [],
  );

const notCalledCard = (state: IncidentState, view: View): Card => {
  const { people } = words(view);
  const call = button(people.standbyCall, 'standby call', { style: 'primary' });
  return noticeCard(
    state,
    { title: people.standbyNone, tone: 'muted', elements: [actions([call])] },
    view,
  );
};

/** Who comes, who cannot, who has not answered: edited with every answer. */
export const standbyCounterCard = (state: IncidentState, view: View): Card => {
  const { people } = words(view);
  const { standby } = state;
  if (standby === undefined) return notCalledCard(state, view);
  const yes = repliedWith(state, 'accept', view);
  const no = repliedWith(state, 'decline', view);
  const silent = standby.people.filter(({ id }) => standby.replies[id] === undefined);
  const open = Math.max(0, standby.count - yes.length - no.length);
  const names = (label: string, who: readonly PersonRef[]) =>
    who.length === 0 ? [] : [item(people.standbyNames(label, nameList(who, view)))];
  const answers = [
    ...names(people.standbyAccept, yes),
    ...names(people.standbyDecline, no),
    ...names(people.standbySilent, silent),
  ];
  return noticeCard(
    state,
    {
      title: people.standbyTitle(yes.length, standby.count),
      tone: 'info',
      elements: [
        text([people.standbyCount(yes.length, no.length, open)]),
        list(answers, view),
        note(people.standbyCalledAt(clock(standby.calledAt, view))),
      ],
    },
    view,
  );
};

export const standbySummaryCard = (
  { accepted, declined, silent }: NoticeOf<'standbySummary'>,
  state: IncidentState,
  view: View,
): Card => {
  const { people } = words(view);
  return noticeCard(
    state,
    {
      title: people.standbySummaryTitle(accepted, accepted + declined + silent),
      tone: silent > 0 ? 'warning' : 'info',
      elements: [text([people.standbyCount(accepted, declined, silent)])],
    },
    view,
  );
};
