import type { IncidentState } from '#domain/incident/state.ts';
import type { Card, Tone } from './card.ts';
import { actions, facts, headed, incidentCard, list, note, text } from './build.ts';
import { levelTitle, toneOf } from './incident-facts.ts';
import { bold, link } from './line.ts';
import { statusButtons } from './status-buttons.ts';
import { statusFacts } from './status-facts.ts';
import { metricChart } from './status-metrics.ts';
import { announcementItems, deadlineItems, linkItems } from './status-lists.ts';
import { numberText, scenarioName, words, type View } from './view.ts';

const toneByPhase = (state: IncidentState): Tone => {
  switch (state.phase) {
    case 'triage':
      return 'warning';
    case 'active':
      return toneOf(state.severity);
    case 'monitoring':
      return 'good';
    case 'closed':
    case 'cancelled':
      return 'muted';
  }
};

const progress = (state: IncidentState, view: View) => {
  const { percent } = state.updates;
  if (percent === undefined) return [];
  const label = words(view).status.progress(`${numberText(percent)}%`);
  return [{ kind: 'progress' as const, percent, label }];
};

const pageLink = (state: IncidentState, view: View) =>
  view.publicUrl === undefined
    ? []
    : note([link(words(view).status.openPage, `${view.publicUrl}/incidents/${state.key}`)]);

/** The one card of an incident that is pinned and edited in place; at most twelve lines of lists. */
export const statusCard = (state: IncidentState, view: View): Card => {
  const { status, common } = words(view);
  const scenario = scenarioName(state, view);
  const title = status.title(state.key, scenario, levelTitle(state, view));
  const counted = state.tasks.filter(({ status: now }) => now !== 'superseded');
  const done = counted.filter(({ status: now }) => now === 'done').length;
  return incidentCard(
    state,
    {
      title,
      tone: toneByPhase(state),
      summary: common.phases[state.phase],
      elements: [
        text([state.title === scenario ? '' : [bold(state.title)]]),
        state.confidential ? note(status.confidentialNote) : [],
        facts(statusFacts(state, view)),
        progress(state, view),
        metricChart(state, view),
        headed(status.deadlines, list(deadlineItems(state, view, 6), view)),
        counted.length === 0 ? [] : note(status.doneCount(done, counted.length)),
        headed(status.announcements, list(announcementItems(state, view), view, 3)),
        headed(status.links, list(linkItems(state, view), view, 3)),
        actions(statusButtons(state, view)),
        pageLink(state, view),
      ],
    },
    view,
  );
};
