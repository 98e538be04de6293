import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Severity } from '#domain/playbook/playbook.ts';
import { ticketNumber } from '#domain/ticket/state.ts';
import { actions, button, headed, noticeCard, text } from './build.ts';
import type { Button, Card, CardElement } from './card.ts';
import { openInOrder, taskList } from './checklist-card.ts';
import { link } from './line.ts';
import {
  durationText,
  levelWord,
  metricName,
  metricNameOf,
  metricValue,
  operatorSign,
  playbookName,
  signalName,
  type View,
  words,
} from './view.ts';

// What is told to an incident from outside: measurements, signals, complaints.

const proposal = (severity: Severity, state: IncidentState, view: View): readonly CardElement[] =>
  text([words(view).updates.propose(levelWord(severity, state.scheme, view))]);

const gradeButton = (severity: Severity, state: IncidentState, view: View): Button =>
  button(
    words(view).status.buttons.grade(levelWord(severity, state.scheme, view)),
    `grade ${severity}`,
    { style: 'primary', form: true },
  );

/** A trigger of the playbook is met on an open incident: what, how long, what it suggests (S0-09). */
export const triggerMetCard = (
  { metric, dims, op, limit, value, sustainedForMs, propose }: NoticeOf<'triggerMet'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates } = words(view);
  const parts = [
    metricNameOf(metric, dims, view),
    metricValue(metric, value, view),
    operatorSign(op),
    metricValue(metric, limit, view),
  ] as const;
  const said =
    sustainedForMs > 0
      ? updates.triggerHeld(...parts, durationText(sustainedForMs, view))
      : updates.trigger(...parts);
  return noticeCard(
    state,
    {
      title: updates.triggerTitle,
      tone: 'danger',
      summary: said,
      elements: [
        text([said]),
        propose === undefined ? [] : proposal(propose, state, view),
        headed(updates.nextTasks, taskList(openInOrder(state).slice(0, 3), state, view)),
        propose === undefined ? [] : actions([gradeButton(propose, state, view)]),
      ],
    },
    view,
  );
};

/** Something the outside world says, with what it would be well to do. */
export const signalHeardCard = (
  { playbook, signal, text: said, url, propose, by }: NoticeOf<'signalHeard'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates } = words(view);
  const attached = state.playbooks.some((one) => one.playbook.id === playbook);
  const name = playbookName(playbook, view);
  return noticeCard(
    state,
    {
      title: updates.signalTitle,
      tone: 'danger',
      elements: [
        text([
          updates.signalSaid(signalName(signal, view), by.name),
          said,
          url === undefined ? '' : [link(updates.signalLink, url)],
          attached ? '' : updates.signalAttach(name),
        ]),
        propose === undefined ? [] : proposal(propose, state, view),
        actions([
          ...(attached
            ? []
            : [button(updates.attach(name), `playbook attach ${playbook}`, { style: 'primary' })]),
          ...(propose === undefined ? [] : [gradeButton(propose, state, view)]),
        ]),
      ],
    },
    view,
  );
};

export const recoverySuggestedCard = (
  { metric, limit, value }: NoticeOf<'recoverySuggested'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates, status } = words(view);
  return noticeCard(
    state,
    {
      title: updates.recoveryTitle,
      tone: 'good',
      elements: [
        text([
          updates.recovery(
            metricName(metric, view),
            metricValue(metric, value, view),
            metricValue(metric, limit, view),
          ),
        ]),
        actions([button(status.buttons.resolve, 'resolve', { style: 'primary', form: true })]),
      ],
    },
    view,
  );
};

/** An escalation keyword in a complaint of the incident (S0-30). */
export const ticketWordCard = (
  { tickets: keys, word }: NoticeOf<'ticketWord'>,
  state: IncidentState,
  view: View,
): Card => {
  const { tickets } = words(view);
  const [first] = keys;
  return noticeCard(
    state,
    {
      title: tickets.wordTitle,
      tone: 'danger',
      elements: [
        text([tickets.wordSaid(word, keys.length)]),
        first === undefined
          ? []
          : actions([
              button(tickets.take, `ticket accept ${ticketNumber(first)}`, { style: 'primary' }),
              button(tickets.open, `ticket show ${ticketNumber(first)}`),
            ]),
      ],
    },
    view,
  );
};
