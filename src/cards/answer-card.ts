import type { EventOf, IncidentEvent, IncidentEventType } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Card, CardElement } from './card.ts';
import { AFTER_ANSWERS } from './answer-after.ts';
import { INCIDENT_ANSWERS } from './answer-incident.ts';
import { OUTSIDE_ANSWERS } from './answer-outside.ts';
import type { Told } from './answer-parts.ts';
import { copy, incidentCard, item, list, text } from './build.ts';
import { line, lineText } from './line.ts';
import { problemText, variablesToGive } from './text-problems.ts';
import { words, type View } from './view.ts';

type Events = { readonly [T in IncidentEventType]: EventOf<T> };
type Table = {
  readonly [T in IncidentEventType]: (
    event: Events[T],
    state: IncidentState,
    view: View,
  ) => Told | undefined;
};

const ANSWERS: Table = { ...INCIDENT_ANSWERS, ...OUTSIDE_ANSWERS, ...AFTER_ANSWERS };

const toldOf = <T extends IncidentEventType>(
  type: T,
  event: Events[T],
  state: IncidentState,
  view: View,
): Told | undefined => ANSWERS[type](event, state, view);

const isDraft = (event: IncidentEvent): event is EventOf<'announcement.drafted'> =>
  event.type === 'announcement.drafted' && event.data.problems.length > 0;

/** Problems of a draft, each with what would be right, and the line that mends them (S0-51, S0-59, E6). */
const draftElements = (
  event: EventOf<'announcement.drafted'>,
  submitted: boolean,
  view: View,
): readonly CardElement[] => {
  const { answers } = words(view);
  const { id, problems, vars } = event.data;
  const give = variablesToGive(problems, vars);
  return [
    ...(submitted ? text([answers.draftRead]) : []),
    ...list(
      problems.map((problem) => item(problemText(problem, view))),
      view,
    ),
    ...(give === '' ? [] : copy(answers.draftRevise, `announce revise ${id} ${give}`)),
  ];
};

const isMeeting = (event: IncidentEvent): event is EventOf<'meeting.started'> =>
  event.type === 'meeting.started';

/** A meeting whose duty still waits for an order of work (S0-40). */
const meetingElements = (
  event: EventOf<'meeting.started'>,
  state: IncidentState,
  view: View,
): readonly CardElement[] => {
  const { updates } = words(view);
  const wanted = state.tasks.some(
    ({ status, requires }) => status === 'open' && requires?.includes('priority') === true,
  );
  if (event.data.priority !== undefined || !wanted) return [];
  const where = event.data.url === undefined ? '' : ` ${event.data.url}`;
  return [
    ...text([updates.priorityWanted]),
    ...copy(updates.priorityWith, `meeting start${where} --priority "${updates.priorityExample}"`),
  ];
};

const alsoText = ({ title, body }: Told, view: View) =>
  body === undefined ? line`${title}` : line`${words(view).answers.also(title, '')}${body}`;

const withdrawHint = (events: readonly IncidentEvent[], view: View): readonly CardElement[] => {
  const late = events.find((event) => event.type === 'vote.retracted' && event.data.late);
  if (late?.type !== 'vote.retracted') return [];
  const { announcement, refusals } = words(view);
  const [ref = ''] = late.data.approval.split('.');
  return copy(
    announcement.buttons.withdraw,
    `announce withdraw ${ref} "${refusals.reasonPlaceholder}"`,
  );
};

const nothing = (state: IncidentState, view: View): Card =>
  incidentCard(
    state,
    {
      title: words(view).answers.nothingTitle,
      tone: 'neutral',
      elements: [text([words(view).answers.nothing])],
    },
    view,
  );

/** The private confirmation of what a command did: one line, and what follows from it. */
export const answerCard = (
  events: readonly IncidentEvent[],
  state: IncidentState,
  view: View,
): Card => {
  const draft = events.find(isDraft);
  const all = events.flatMap((event) => toldOf(event.type, event, state, view) ?? []);
  const submitted = events.some(({ type }) => type === 'approval.submitted');
  const unfit: Told | undefined =
    draft === undefined || submitted
      ? undefined
      : { title: words(view).answers.draftProblems(draft.data.id, draft.data.version) };
  const [main, ...also] = unfit === undefined ? all : [unfit, ...all];
  if (main === undefined) return nothing(state, view);
  const meeting = events.find(isMeeting);
  return incidentCard(
    state,
    {
      title: main.title,
      tone: unfit === undefined ? 'good' : 'warning',
      ...(main.body === undefined ? {} : { summary: lineText(main.body) }),
      elements: [
        main.body === undefined ? [] : text([main.body]),
        draft === undefined ? [] : draftElements(draft, submitted, view),
        meeting === undefined ? [] : meetingElements(meeting, state, view),
        withdrawHint(events, view),
        also.length === 0
          ? []
          : text(
              also.map((told) => alsoText(told, view)),
              'muted',
            ),
      ],
    },
    view,
  );
};
