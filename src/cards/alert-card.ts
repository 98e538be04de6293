import type { AlertNotice, AlertNoticeOf } from '#domain/alert/notice.ts';
import type { AlertState, FiredRule } from '#domain/alert/state.ts';
import { rosterOf } from '#domain/incident/people.ts';
import { SYSTEM } from '#domain/person.ts';
import type { AlertReason } from '#domain/watch/finding.ts';
import { actions, button, headed, item, list, note, plainCard, text } from './build.ts';
import type { Button, Card, CardElement } from './card.ts';
import { link, type Piece } from './line.ts';
import {
  clock,
  durationText,
  mentions,
  metricName,
  metricValue,
  numberText,
  operatorSign,
  playbookName,
  signalName,
  type View,
  words,
} from './view.ts';

const CHART_POINTS = 2;

const valuesOf = (dims: Readonly<Record<string, string>>, view: View): string =>
  Object.values(dims).join(words(view).common.comma);

const thresholdText = (reason: Extract<AlertReason, { kind: 'threshold' }>, view: View): string => {
  const { alerts } = words(view);
  const { metric, op, limit, value, sustainedForMs, dims } = reason;
  const parts = [
    metricName(metric, view),
    metricValue(metric, value, view),
    operatorSign(op),
    metricValue(metric, limit, view),
  ] as const;
  const said =
    sustainedForMs > 0
      ? alerts.held(...parts, durationText(sustainedForMs, view))
      : alerts.threshold(...parts);
  return dims === undefined ? said : alerts.region(said, valuesOf(dims, view));
};

const oneDigit = (n: number): string => numberText(Math.round(n * 10) / 10);

/** Why a rule fired, with its figures: 接通率 68%（< 80%）. */
export const alertReasonText = (reason: AlertReason, view: View): string => {
  const { alerts } = words(view);
  switch (reason.kind) {
    case 'threshold':
      return thresholdText(reason, view);
    case 'growth':
      return alerts.growth(
        metricName(reason.metric, view),
        oneDigit(reason.growthPct),
        numberText(reason.value),
        numberText(reason.baseline),
      );
    case 'count': {
      const { count, windowMs, group } = reason;
      const within = durationText(windowMs, view);
      return Object.keys(group).length === 0
        ? alerts.count(count, within)
        : alerts.countOf(count, within, valuesOf(group, view));
    }
    case 'keyword':
      return alerts.keyword(reason.word);
    case 'signal':
      return alerts.signal(signalName(reason.signal, view), reason.text);
    case 'silence':
      return alerts.silence(metricName(reason.metric, view), durationText(reason.forMs, view));
  }
};

const worstText = ({ reason, worst }: FiredRule, view: View): string | undefined => {
  if (reason.kind !== 'threshold' || worst.kind !== 'threshold') return undefined;
  return worst.value === reason.value ? undefined : metricValue(worst.metric, worst.value, view);
};

const reasonLine = (fired: FiredRule, view: View): Piece => {
  const said = alertReasonText(fired.reason, view);
  const worst = worstText(fired, view);
  const whole = worst === undefined ? said : words(view).alerts.worst(said, worst);
  const { reason } = fired;
  return reason.kind === 'signal' && reason.url !== undefined
    ? [whole, ' ', link(words(view).alerts.source, reason.url)]
    : whole;
};

/** One line for each reason: two rules of different scenarios may have the same. */
const reasonLines = ({ fired }: AlertState, view: View): readonly Piece[] => {
  const said = fired.map(({ reason }) => alertReasonText(reason, view));
  return fired
    .filter((_, n) => said.indexOf(said[n] ?? '') === n)
    .map((one) => reasonLine(one, view));
};

const chartOf = ({ fired }: AlertState, view: View): readonly CardElement[] => {
  const shown = fired.find(
    ({ reason, points }) => reason.kind === 'threshold' && points.length >= CHART_POINTS,
  );
  if (shown === undefined || shown.reason.kind !== 'threshold') return [];
  const { metric, limit } = shown.reason;
  const name = metricName(metric, view);
  return [
    {
      kind: 'chart',
      title: words(view).alerts.chart(name),
      series: [{ name, points: shown.points }],
      threshold: limit,
    },
  ];
};

/** Whom to ask: the contact of the technical department. */
export const howToCheck = (view: View): string => {
  const { alerts } = words(view);
  const { departments, people } = view.policy.organisation;
  const contact = departments.find(({ id }) => id === 'tech')?.contact;
  const person = people.find(({ id }) => id === contact);
  return person === undefined ? alerts.checkLog : alerts.checkHow(person.name);
};

/** Whoever opens an incident without a word about its alert has not verified it by name. */
export const isDecidedByPerson = ({ by }: NonNullable<AlertState['decided']>): boolean =>
  by.id !== SYSTEM.id;

const confirmedText = (decided: NonNullable<AlertState['decided']>, view: View): Piece => {
  const { alerts } = words(view);
  const { by, at, lateMs } = decided;
  if (!isDecidedByPerson(decided)) return alerts.confirmedWithIncident(clock(at, view));
  return lateMs === 0
    ? alerts.confirmed(by.name, clock(at, view))
    : alerts.confirmedLate(by.name, clock(at, view), durationText(lateMs, view));
};

/** What became of an alert, a sentence each; nothing while it waits. */
export const alertOutcome = (state: AlertState, view: View): readonly Piece[] => {
  const { alerts } = words(view);
  const { incident, how, decided, phase } = state;
  const lines: Piece[] = [];
  if (decided !== undefined && phase === 'confirmed')
    lines.push(
      confirmedText(decided, view),
      incident === undefined ? alerts.opening : alerts[how ?? 'opened'](incident),
    );
  if (decided !== undefined && phase === 'dismissed')
    lines.push(
      alerts.dismissed(decided.by.name, clock(decided.at, view)),
      decided.reason === undefined ? '' : alerts.dismissedBecause(decided.reason),
      state.suppressed === 0 ? '' : alerts.suppressed(state.suppressed),
    );
  if (state.falseAlarm) lines.push(alerts.falseAlarm);
  if (state.overAt !== undefined) lines.push(alerts.over(clock(state.overAt, view)));
  return lines;
};

/** A surge that is real wants more hands: the standby list is called from the same card (S3-16). */
const standbyButtons = (
  { phase, incident, scenario, falseAlarm }: AlertState,
  view: View,
): readonly Button[] => {
  const asks = view.policy.playbooks[scenario]?.checklist.some(
    ({ completesOn }) => completesOn?.event === 'standby.called',
  );
  return phase === 'confirmed' && incident !== undefined && !falseAlarm && asks === true
    ? [button(words(view).people.standbyCall, `standby call ${incident}`)]
    : [];
};

const buttonsOf = (state: AlertState, view: View): readonly Button[] => {
  const { key, phase, reopen } = state;
  if (phase !== 'raised') return standbyButtons(state, view);
  const { alerts } = words(view);
  const real = reopen === undefined ? alerts.real : alerts.newIncident;
  return [
    ...(reopen === undefined
      ? []
      : [
          button(alerts.reopen(reopen.incident), `reopen ${reopen.incident}`, {
            style: 'primary',
            form: true,
          }),
        ]),
    button(real, `verify ${key} confirm`, {
      style: reopen === undefined ? 'primary' : 'default',
      form: true,
    }),
    button(alerts.falsePositive, `verify ${key} dismiss`, { style: 'danger', form: true }),
  ];
};

const toneOf = ({ phase, breached }: AlertState): Card['tone'] => {
  if (phase === 'raised') return breached ? 'danger' : 'warning';
  return phase === 'confirmed' ? 'danger' : 'muted';
};

const titleOf = ({ key, scenario }: AlertState, view: View): string =>
  words(view).alerts.title(key, playbookName(scenario, view));

const pageLink = ({ key }: AlertState, view: View): readonly CardElement[] =>
  view.publicUrl === undefined
    ? []
    : note([link(words(view).alerts.openPage, `${view.publicUrl}/alerts/${key}`)]);

/** The one card of an alert: what was seen, until when to verify, and what became of it. */
const alertCard = (state: AlertState, view: View): Card => {
  const { alerts } = words(view);
  const { phase, raisedAt, verifyDue, fired, reopen, breached } = state;
  const at = clock(raisedAt, view);
  const waits = phase === 'raised';
  const [first] = fired;
  return plainCard(
    {
      title: titleOf(state, view),
      tone: toneOf(state),
      ...(first === undefined ? {} : { summary: alertReasonText(first.reason, view) }),
      elements: [
        // Named as long as they are waited for: an edit would else take the mention away again.
        waits ? text([mentions(rosterOf('dutyOps', view.policy), view)]) : [],
        text(alertOutcome(state, view)),
        text([waits ? alerts.since(at, clock(verifyDue, view)) : alerts.sinceOnly(at)]),
        waits && breached
          ? text([alerts.overdue(durationText(view.now - verifyDue, view))], 'danger')
          : [],
        headed(
          alerts.reasons,
          list(
            reasonLines(state, view).map((line) => item(line)),
            view,
          ),
        ),
        chartOf(state, view),
        waits && reopen !== undefined
          ? text([alerts.reopenOffer(reopen.incident, clock(reopen.closedAt, view))])
          : [],
        waits ? headed(alerts.check, text([howToCheck(view)])) : [],
        actions(buttonsOf(state, view)),
        note(alerts.states[phase]),
        pageLink(state, view),
      ],
    },
    view,
  );
};

const call = (state: AlertState, view: View, title: string, said: Piece): Card =>
  plainCard(
    {
      title,
      tone: 'danger',
      elements: [
        text([said, ...reasonLines(state, view).slice(0, 3)]),
        actions(buttonsOf(state, view)),
        note(titleOf(state, view)),
      ],
    },
    view,
  );

type Draw<C extends AlertNotice['card']> = (
  notice: AlertNoticeOf<C>,
  state: AlertState,
  view: View,
) => Card;
const DRAW: { readonly [C in AlertNotice['card']]: Draw<C> } = {
  alert: (_, state, view) => alertCard(state, view),
  alertReminder: (_, state, view) => {
    const { alerts } = words(view);
    const said = alerts.reminder(clock(state.verifyDue, view));
    return call(state, view, alerts.reminderTitle(state.key), said);
  },
  alertOverdue: ({ lateMs }, state, view) => {
    const { alerts } = words(view);
    const said = alerts.overdue(durationText(Math.max(lateMs, view.now - state.verifyDue), view));
    return call(state, view, alerts.overdueTitle(state.key), said);
  },
  alertEscalation: (_, state, view) => {
    const { alerts } = words(view);
    return call(state, view, alerts.overdueTitle(state.key), alerts.escalation);
  },
};

const drawAs = <C extends AlertNotice['card']>(
  card: C,
  notice: AlertNoticeOf<C>,
  state: AlertState,
  view: View,
): Card => (DRAW[card] as Draw<C>)(notice, state, view);

/** The card of whatever the bot says about an alert. */
export const renderAlertNotice = (notice: AlertNotice, state: AlertState, view: View): Card =>
  drawAs(notice.card, notice, state, view);
