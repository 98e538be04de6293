import { alertOutcome, alertReasonText, howToCheck, isDecidedByPerson } from '#cards/alert-card.ts';
import { line } from '#cards/line.ts';
import {
  atHead,
  clockText,
  durationText,
  fullClock,
  playbookName,
  words as cardWords,
} from '#cards/view.ts';
import type { AlertState } from '#domain/alert/state.ts';
import { html, type Content, type Html } from '../html.ts';
import type { SubjectLook } from './subject-look.ts';
import { figure } from './figure.ts';
import { left } from './left.ts';
import { spans } from './spans.ts';
import { type Badge, badgeLine } from './subject-item.ts';

/** How it stands, as a colour; the words beside it say the same. */
export const alertTone = ({ phase, breached }: AlertState): string => {
  if (phase === 'raised') return breached ? 'danger' : 'warning';
  return phase === 'confirmed' ? 'info' : 'muted';
};

/** The state, and what is wrong with its verification. */
export const alertBadges = (
  state: AlertState,
  { view, words }: Pick<SubjectLook, 'view' | 'words'>,
): readonly Badge[] => {
  const { phase, decided, verifyDue, falseAlarm } = state;
  const { states } = cardWords(view).alerts;
  const isLate = phase === 'raised' && view.now > verifyDue;
  return [
    { text: states[phase], tone: alertTone(state) },
    ...(isLate ? [{ text: words.alerts.late, tone: 'danger' }] : []),
    ...((decided?.lateMs ?? 0) > 0 ? [{ text: words.alerts.wasLate, tone: 'warning' }] : []),
    ...(falseAlarm ? [{ text: words.alerts.isFalse }] : []),
  ];
};

/** Why it was raised: the first reasons in a few words. */
export const alertSummary = ({ fired }: AlertState, { view }: Pick<SubjectLook, 'view'>): string =>
  atHead(
    fired
      .slice(0, 3)
      .map(({ reason }) => alertReasonText(reason, view))
      .join(' · '),
  );

const decider = ({ decided }: AlertState, { words }: SubjectLook): string | undefined => {
  if (decided === undefined) return undefined;
  return isDecidedByPerson(decided) ? decided.by.name : words.alerts.byIncident;
};

const took = (state: AlertState, { view, words }: SubjectLook): string | undefined => {
  const { decided, raisedAt } = state;
  if (decided === undefined) return undefined;
  const span = durationText(decided.at - raisedAt, view);
  return decided.lateMs === 0
    ? span
    : words.alerts.tookLate(span, durationText(decided.lateMs, view));
};

const incidentLink = ({ incident }: AlertState): Content =>
  incident === undefined
    ? undefined
    : (html`<a href=${`/incidents/${incident}`}>${incident}</a>` as Content);

const figures = (state: AlertState, look: SubjectLook): Html => {
  const { view, words } = look;
  const { alerts } = words;
  const { verifyDue, decided, phase } = state;
  const waits = phase === 'raised';
  const due = waits
    ? html`<span class="clock">${left(verifyDue, view, words)}</span>`
    : clockText(verifyDue, view);
  return html`<dl class="figures">
    ${figure(alerts.verifyBy, due as Content)}
    ${figure(alerts.verifiedBy, decider(state, look))}
    ${figure(alerts.verifiedAt, decided && clockText(decided.at, view))}
    ${figure(alerts.took, took(state, look))}
    ${figure(alerts.incident, incidentLink(state))}
  </dl>`;
};

/** What is suspected, until when somebody must verify it, who did, and what became of it. */
export const alertHead = (state: AlertState, look: SubjectLook): Html => {
  const { view, words, showing } = look;
  const { key, scenario, phase, raisedAt, reopen } = state;
  const { alerts } = cardWords(view);
  const said = [
    ...alertOutcome(state, view),
    ...(reopen === undefined || phase !== 'raised'
      ? []
      : [alerts.reopenOffer(reopen.incident, clockText(reopen.closedAt, view))]),
    ...(phase === 'raised' ? [howToCheck(view)] : []),
  ]
    .map((piece) => line`${piece}`)
    .filter((spansOf) => spansOf.length > 0);
  return html`${badgeLine(alertBadges(state, look))}
    <h1>${playbookName(scenario, view)}</h1>
    <p class="quiet">
      <code>${key}</code> · ${words.alerts.raisedAt} ${spans([fullClock(raisedAt, view)], showing)}
    </p>
    <div class="last-update">
      <p>${alertSummary(state, look)}</p>
      ${said.map((one) => html`<p class="quiet">${spans(one, showing)}</p>`)}
    </div>
    ${figures(state, look)}`;
};
