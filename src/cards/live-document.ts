import type { IncidentState } from '#domain/incident/state.ts';
import type { Fact } from './build.ts';
import { currentWording, deadlineLine, runningDeadlines, taskOwner } from './incident-facts.ts';
import { lineText } from './line.ts';
import { escapeMarkdown, escapeMarkdownBlock } from './postmortem-escape.ts';
import {
  causeFacts,
  scopeFacts,
  timeFacts,
  updateFacts,
  whatFacts,
  whoFacts,
} from './status-facts.ts';
import { announcementItems } from './status-lists.ts';
import { clockText, factLabel, say, words, type View } from './view.ts';

const bullet = (text: string): string => `- ${escapeMarkdown(text)}`;

/** Label and value as one point; both are text, whatever they hold. */
const factLines = (facts: readonly Fact[], view: View): readonly string[] =>
  facts.map(
    ({ label, value }) =>
      `- **${escapeMarkdown(label)}**${words(view).common.colon}${escapeMarkdown(lineText(value))}`,
  );

/** Facts that have no line of their own above. */
const OWN_LINE = ['status', 'cause', 'eta'];

const otherFacts = ({ facts }: IncidentState, view: View): readonly Fact[] =>
  Object.entries(facts)
    .filter(([name, value]) => !OWN_LINE.includes(name) && value.trim() !== '')
    .map(([name, value]) => ({ label: factLabel(name, view), value: [value] }));

const whyLines = (state: IncidentState, view: View): readonly string[] => {
  const { document } = words(view);
  const { whys, human } = state.postmortem;
  const root = human['rootCause']?.text;
  return factLines(
    [
      ...causeFacts(state, view),
      ...whys.map((text, index) => ({ label: document.whyLevel(index + 1), value: [text] })),
      ...(root === undefined ? [] : [{ label: document.rootCause, value: [root] }]),
    ],
    view,
  );
};

const doneLines = (state: IncidentState, view: View): readonly string[] =>
  state.tasks
    .filter(({ status }) => status === 'done')
    .toSorted((a, b) => (a.closedAt ?? 0) - (b.closedAt ?? 0))
    .map((task) => {
      const who = task.closedBy?.name ?? taskOwner(state, task, view);
      const at = clockText(task.closedAt ?? task.dueAt, view);
      return bullet(words(view).document.done(at, say(task.title, view), who));
    });

const wordingLines = (state: IncidentState, view: View): readonly string[] => {
  const wording = currentWording(state);
  return wording === undefined ? [] : [escapeMarkdownBlock(say(wording.text, view))];
};

const deadlineLines = (state: IncidentState, view: View): readonly string[] =>
  runningDeadlines(state, view)
    .filter(({ kind }) => kind !== 'standbySummary')
    .map((deadline) => bullet(lineText(deadlineLine(deadline, view).line)));

const part = (heading: string, lines: readonly string[], view: View): string =>
  `## ${heading}\n\n${lines.length === 0 ? words(view).document.none : lines.join('\n')}`;

/**
 * The incident so far as a Markdown document: what, when, where, who, why and how, what is said about it,
 * and what is due next. What people wrote arrives as text. Times are of the view's zone.
 */
export const liveDocument = (
  state: IncidentState,
  view: View,
): { readonly title: string; readonly markdown: string } => {
  const { document } = words(view);
  const announced = announcementItems(state, view).map(({ line }) => bullet(lineText(line)));
  const parts = [
    part(
      document.what,
      factLines([...whatFacts(state, view), ...otherFacts(state, view)], view),
      view,
    ),
    part(document.when, factLines(timeFacts(state, view), view), view),
    part(document.where, factLines(scopeFacts(state, view), view), view),
    part(document.who, factLines(whoFacts(state, view), view), view),
    part(document.why, whyLines(state, view), view),
    part(
      document.how,
      [...factLines(updateFacts(state, view), view), ...doneLines(state, view)],
      view,
    ),
    part(document.wording, wordingLines(state, view), view),
    part(document.announcements, announced, view),
    part(document.deadlines, deadlineLines(state, view), view),
    `_${document.footer}_`,
  ];
  return {
    title: document.title(state.key, state.title),
    markdown: `# ${escapeMarkdown(document.title(state.key, state.title))}\n\n${parts.join('\n\n')}\n`,
  };
};
