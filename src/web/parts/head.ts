import {
  etaText,
  levelTitle,
  phaseName,
  runningDeadlines,
  scopeText,
  targetText,
  toneOf,
} from '#cards/incident-facts.ts';
import type { Line } from '#cards/card.ts';
import { clock, commanderName, durationText, fullClock, scenarioName } from '#cards/view.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { html, type Content, type Html } from '../html.ts';
import type { About } from './about.ts';
import { figure } from './figure.ts';
import { left } from './left.ts';
import { spans } from './spans.ts';

const isOver = ({ phase }: IncidentState): boolean => phase === 'closed' || phase === 'cancelled';

/** How it stands, as a colour; the words beside it say the same. */
export const toneOfState = (state: IncidentState): string => {
  if (isOver(state)) return 'muted';
  if (state.phase === 'monitoring') return 'good';
  return state.phase === 'triage' ? 'warning' : toneOf(state.severity);
};

/** Level and phase in one line, for lists and heads. */
export const badges = (
  state: IncidentState,
  { view, words }: Pick<About, 'view' | 'words'>,
): Html =>
  html`<p class="badges">
    <span class=${`badge tone-${toneOfState(state)}`}>${levelTitle(state, view)}</span>
    <span class="badge plain">${phaseName(state, view)}</span>
    ${state.confidential ? html`<span class="badge plain">🔒 ${words.list.confidential}</span>` : ''}
  </p>`;

const lasted = (state: IncidentState, { view, words }: About): Html => {
  const from = state.reopenedAt ?? state.openedAt;
  const to = state.resolvedAt ?? state.closedAt ?? state.cancelledAt;
  const text = durationText((to ?? view.now) - from, view);
  return to === undefined
    ? html`<span data-since=${from}>${text}</span>`
    : html`${words.incident.over(text)}`;
};

const nextDeadline = ({ record, view, words }: About): Html | undefined => {
  const [next] = runningDeadlines(record.state, view);
  if (next === undefined) return undefined;
  return html`${next.title[view.locale]} ${left(next.dueAt, view, words)}`;
};

const lastUpdate = ({ record: { state }, view, words, showing }: About): Html | '' => {
  const { lastAt, lastBy, lastText, percent } = state.updates;
  if (lastAt === undefined) return '';
  const line: Line = [clock(lastAt, view), ` ${lastBy?.name ?? ''}`];
  return html`<div class="last-update">
    <p>${lastText ?? ''}</p>
    <p class="quiet">
      ${words.incident.lastUpdate} · ${spans(line, showing)}
      ${percent === undefined ? '' : html` · <span class="whole"><progress max="100" value=${percent} aria-label=${words.incident.progress}></progress> ${percent}%</span>`}
    </p>
  </div>`;
};

/** What it is, how bad, who leads, and what is due next: readable in ten seconds. */
export const head = (about: About): Html => {
  const { record, view, words, showing } = about;
  const { state } = record;
  const { incident } = words;
  const scope = scopeText(state.scope, view, state.firstUsers);
  return html`${badges(state, about)}
    <h1>${state.title}</h1>
    <p class="quiet">
      <code>${state.key}</code> · ${scenarioName(state, view)} ·
      ${spans([fullClock(state.openedAt, view)], showing)}
    </p>
    ${lastUpdate(about)}
    <dl class="figures">
      ${figure(incident.commander, commanderName(state, view))}
      ${figure(isOver(state) || state.resolvedAt !== undefined ? incident.lasted : incident.since, lasted(state, about) as Content)}
      ${figure(incident.next, nextDeadline(about) as Content)}
      ${figure(incident.target, isOver(state) ? undefined : targetText(state, view))}
      ${figure(incident.eta, isOver(state) ? undefined : etaText(state, view))}
      ${figure(incident.scope, scope)}
    </dl>`;
};
