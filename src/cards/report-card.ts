import { membersOf } from '#domain/incident/people.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Severity } from '#domain/playbook/playbook.ts';
import type { Card } from './card.ts';
import {
  actions,
  button,
  fact,
  facts,
  incidentCard,
  note,
  noticeCard,
  text,
  type Fact,
} from './build.ts';
import {
  etaText,
  levelTitle,
  phaseName,
  scopeText,
  suggestionText,
  toneOf,
} from './incident-facts.ts';
import {
  clock,
  factLabel,
  factNames,
  fullClockText,
  levelBadge,
  mentions,
  orMissing,
  scenarioName,
  words,
  type View,
} from './view.ts';

/** The six facts of S1, in the order in which they are reported. */
const SIX_FACTS = ['time', 'place', 'customers', 'description', 'actionsTaken', 'impact'] as const;
type Reported = (typeof SIX_FACTS)[number] | 'status' | 'cause';

const factValue = (state: IncidentState, name: Reported, view: View): string | undefined => {
  const told = state.facts[name];
  if (told !== undefined && told.trim() !== '') return told;
  return name === 'time' && state.startedAt !== undefined
    ? fullClockText(state.startedAt, view)
    : undefined;
};

const sixFacts = (state: IncidentState, view: View): readonly Fact[] =>
  SIX_FACTS.flatMap((name) =>
    fact(factLabel(name, view), orMissing(factValue(state, name, view), view)),
  );

const reportFacts = (state: IncidentState, view: View): readonly Fact[] => {
  const { report } = words(view).status;
  return [
    ...fact(report.type, scenarioName(state, view)),
    ...fact(report.scope, orMissing(scopeText(state.scope, view, state.firstUsers), view)),
    ...fact(factLabel('status', view), orMissing(factValue(state, 'status', view), view)),
    ...fact(factLabel('cause', view), orMissing(factValue(state, 'cause', view), view)),
    ...sixFacts(state, view),
  ];
};

const missing = (state: IncidentState, view: View): readonly string[] => {
  const names: readonly Reported[] = ['status', 'cause', ...SIX_FACTS];
  const scope = scopeText(state.scope, view) === undefined ? ['scope'] : [];
  return [...scope, ...names.filter((name) => factValue(state, name, view) === undefined)];
};

/** Ten facts for the command group, 待补 where nobody has told one, and who should tell it (S0-34, S1-12). */
export const reportCard = (state: IncidentState, view: View): Card => {
  const { status } = words(view);
  const open = missing(state, view);
  const duty = membersOf(state, 'dutyOps', view.policy);
  const asked = status.report.ask(mentions(duty, view), factNames(open, view));
  return noticeCard(
    state,
    {
      title: status.report.title(scenarioName(state, view), levelTitle(state, view)),
      tone: toneOf(state.severity),
      summary: state.title,
      elements: [
        facts(reportFacts(state, view)),
        state.severity === undefined ? text([suggestionText(state, view)]) : [],
        text([open.length === 0 ? status.report.complete : asked], 'muted'),
        actions([
          button(status.buttons.facts, 'facts', {
            form: true,
            style: open.length === 0 ? 'default' : 'primary',
          }),
          button(status.buttons.join, `join ${state.key}`),
        ]),
      ],
    },
    view,
  );
};

/** A private call to an executive: the six facts of S1, missing ones 待补 (S1-11). */
export const executiveCallCard = (
  { severity }: { readonly severity: Severity },
  state: IncidentState,
  view: View,
): Card => {
  const { status, lifecycle } = words(view);
  return noticeCard(
    state,
    {
      title: lifecycle.executiveCall(levelBadge(severity, state.scheme, view)),
      tone: 'danger',
      summary: state.title,
      elements: [
        text([state.title]),
        facts([
          ...fact(
            status.report.scope,
            orMissing(scopeText(state.scope, view, state.firstUsers), view),
          ),
          ...sixFacts(state, view),
          ...fact(factLabel('status', view), factValue(state, 'status', view)),
          ...fact(factLabel('cause', view), factValue(state, 'cause', view)),
        ]),
        actions([
          button(status.buttons.join, `join ${state.key}`, { style: 'primary' }),
          button(status.buttons.status, `status ${state.key}`),
        ]),
      ],
    },
    view,
  );
};

const feedLines = (state: IncidentState, view: View) => {
  const { feed, lastUpdate } = words(view).status;
  const { lastAt, lastBy, lastText } = state.updates;
  const eta = etaText(state, view);
  return text([
    state.title,
    feed.state(phaseName(state, view)),
    lastAt === undefined ? '' : lastUpdate(clock(lastAt, view), lastBy?.name ?? '', lastText ?? ''),
    eta === undefined ? '' : feed.eta(eta),
  ]);
};

/** What everybody may see in the feed; of a confidential incident only key, level and state. */
export const feedStatusCard = (state: IncidentState, view: View): Card => {
  const { status } = words(view);
  const level = levelTitle(state, view);
  if (state.confidential)
    return incidentCard(
      state,
      {
        title: status.confidentialTitle(state.key, level),
        tone: 'muted',
        elements: [
          text([status.feed.state(phaseName(state, view))]),
          note(status.feed.confidential),
        ],
      },
      view,
    );
  const running = state.phase !== 'closed' && state.phase !== 'cancelled';
  return incidentCard(
    state,
    {
      title: status.feed.title(state.key, scenarioName(state, view), level),
      tone: running ? toneOf(state.severity) : 'muted',
      elements: [
        feedLines(state, view),
        actions(running ? [button(status.buttons.join, `join ${state.key}`)] : []),
      ],
    },
    view,
  );
};
