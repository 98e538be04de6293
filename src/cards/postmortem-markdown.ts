import type { Field, Postmortem } from '#domain/postmortem/model.ts';
import { MIN_WHY_LEVELS } from '#domain/postmortem/publish-gate.ts';
import { block, bullets, inline, md, missing, table } from './postmortem-blocks.ts';
import { mdTable } from './postmortem-escape.ts';
import {
  actionTable,
  announcementTable,
  checklistTable,
  csatChange,
  deadlineTable,
  metricTable,
  roleTable,
  timesTable,
} from './postmortem-tables.ts';
import {
  drillText,
  kbText,
  listed,
  listedOrMissing,
  promptText,
  revisionText,
  severityText,
  signalText,
  stamp,
} from './postmortem-text.ts';
import { postmortemWordsOf } from './postmortem-words.ts';
import { durationText, factName, numberText, percentText, say, words, type View } from './view.ts';

const title = (postmortem: Postmortem, view: View): string => {
  const { document, statuses } = postmortemWordsOf(view);
  const { key, title: name, status, version } = postmortem;
  return document.title(
    key,
    md(name),
    md(severityText(postmortem, view)),
    statuses[status],
    version,
  );
};

const episodesText = ({ episodes }: Postmortem, view: View): string => {
  const { sentences } = postmortemWordsOf(view);
  const again = episodes.flatMap(({ n, reason }) =>
    reason === undefined ? [] : [sentences.reopenedBecause(n, reason)],
  );
  const count = String(episodes.length);
  return again.length === 0 ? count : sentences.episodes(count, listed(again, view));
};

const summary = (postmortem: Postmortem, view: View): string => {
  const { document, yes, no } = postmortemWordsOf(view);
  const scenarios = postmortem.scenarios.map(({ names }) => say(names, view));
  return document.summary({
    scenarios: md(listed(scenarios, view)),
    opened: stamp(postmortem.openedAt, view),
    resolved: stamp(postmortem.resolvedAt, view),
    closed: stamp(postmortem.closedAt, view),
    episodes: md(episodesText(postmortem, view)),
    drill: postmortem.isDrill ? yes : no,
  });
};

const what = ({ what: field, signals }: Postmortem, view: View): string => {
  const { document, sentences } = postmortemWordsOf(view);
  const { common } = words(view);
  const { auto } = field;
  const lines =
    auto === undefined
      ? []
      : [
          sentences.what(auto.title, auto.status ?? missing(view), auto.cause ?? missing(view)),
          ...Object.entries(auto.facts).map(
            ([fact, text]) => `${factName(fact, view)}${common.colon}${text}`,
          ),
          ...(auto.lastUpdate === undefined
            ? []
            : [sentences.lastUpdate(stamp(auto.lastUpdate.at, view), auto.lastUpdate.text)]),
        ];
  const told = lines.length === 0 ? undefined : lines.map(md).join('  \n');
  const seen = signals.map((signal) => signalText(signal, view));
  const shown = seen.length === 0 ? common.noData : seen.join(sentences.semicolon);
  return `${block(field, told, view)}\n\n${document.signals(md(shown))}`;
};

const when = (postmortem: Postmortem, view: View): string => {
  const { document, keyTimes, sentences } = postmortemWordsOf(view);
  const lines = postmortem.when.map(({ kind, at, sinceOpenedMs, names, episode }) => {
    const graded = names === undefined ? keyTimes[kind] : sentences.graded(say(names, view));
    const name = episode === undefined ? graded : sentences.reopened(episode);
    const distance = durationText(Math.abs(sinceOpenedMs), view);
    if (kind === 'opened') return sentences.keyTime(stamp(at, view), name);
    return sinceOpenedMs < 0
      ? sentences.keyTimeBefore(stamp(at, view), name, distance)
      : sentences.keyTimeAfter(stamp(at, view), name, distance);
  });
  const page =
    view.publicUrl === undefined ? undefined : `${view.publicUrl}/incidents/${postmortem.key}`;
  const link = page === undefined ? md(document.timelineHere) : `<${page}>`;
  return `${bullets(lines)}\n\n${document.timeline(postmortem.timelineCount, link)}`;
};

const where = ({ where: field }: Postmortem, view: View): string => {
  const { document } = postmortemWordsOf(view);
  const { common } = words(view);
  const { auto } = field;
  if (auto === undefined) return block(field, undefined, view);
  const regions = auto.nationwide ? [common.nationwide, ...auto.regions] : auto.regions;
  const users = (count: number | undefined): string =>
    count === undefined ? common.missing : String(count);
  const line = document.where(
    md(listedOrMissing([...new Set(regions)], view)),
    users(auto.usersFirst),
    users(auto.usersLast),
    md(listedOrMissing(auto.named, view)),
  );
  return block(field, line, view);
};

const who = (postmortem: Postmortem, view: View): string => {
  const { sentences } = postmortemWordsOf(view);
  const { approvers, leadershipJoinedAt } = postmortem.who;
  const names = approvers.map(({ name }) => name);
  return [
    table(roleTable(postmortem, view), view),
    md(sentences.approvers(listedOrMissing(names, view))),
    ...(leadershipJoinedAt === undefined
      ? []
      : [md(sentences.leadership(stamp(leadershipJoinedAt, view)))]),
  ].join('\n\n');
};

/** Problem, whys, root cause; empty levels stay visible until the chain is long enough. */
const chain = ({ whys, rootCause }: Postmortem, view: View): readonly string[] => {
  const { document, sentences } = postmortemWordsOf(view);
  const lastIsRoot = rootCause.human === undefined && rootCause.auto !== undefined;
  const typed = lastIsRoot ? whys.chain.slice(0, -1) : whys.chain;
  const length = whys.chain.length >= MIN_WHY_LEVELS ? typed.length : MIN_WHY_LEVELS + 1;
  const { title: name, status } = whys.problemSuggested;
  const problem = status === undefined ? name : sentences.problem(name, status);
  const suggested = [problem, whys.causeSuggested];
  const levels = Array.from({ length }, (_, level) => {
    const hint = suggested[level];
    const empty = hint === undefined ? missing(view) : sentences.suggestion(missing(view), hint);
    const text = md(typed[level] ?? empty);
    return level === 0 ? document.problem(text) : document.why(text);
  });
  return [
    ...levels,
    document.rootCause(inline(rootCause, lastIsRoot ? rootCause.auto : undefined, view)),
  ];
};

const why = (postmortem: Postmortem, view: View): string => {
  const { document } = postmortemWordsOf(view);
  const { causeCategory } = postmortem;
  const steps = chain(postmortem, view).map((step, index) => `${index + 1}. ${step}`);
  return `${document.causeCategory(inline(causeCategory, causeCategory.auto, view))}\n\n${steps.join('\n')}`;
};

const how = (postmortem: Postmortem, view: View): string => {
  const { measures } = postmortemWordsOf(view);
  const { common } = words(view);
  const lines = postmortem.how.measures.map(
    ({ at, by, kind, text }) =>
      `${stamp(at, view)} ${by.name} ${measures[kind]}${common.colon}${text}`,
  );
  const listedMeasures = lines.length === 0 ? missing(view) : bullets(lines);
  return `${listedMeasures}\n\n${table(checklistTable(postmortem, view), view)}`;
};

const deadlines = (postmortem: Postmortem, view: View): string => {
  const { document, sentences } = postmortemWordsOf(view);
  const { summary: counts } = postmortem.deadlines;
  const { breachComments, blockers } = postmortem;
  const wanted = breachComments.source !== 'none' || blockers.includes('breach-comments');
  return [
    table(deadlineTable(postmortem, view), view),
    md(sentences.notCounted(counts)),
    ...(wanted ? [document.breachComments(inline(breachComments, undefined, view))] : []),
  ].join('\n\n');
};

const comms = (postmortem: Postmortem, view: View): string => {
  const { document, sentences, wordingStatuses } = postmortemWordsOf(view);
  const { updates, wordings } = postmortem.comms;
  const versions = wordings.map(({ id, status, source, publishedAt }) => {
    const from = source === 'typed' ? sentences.typed : sentences.fromPlaybook;
    return publishedAt === undefined
      ? sentences.wordingPending(id, wordingStatuses[status], from)
      : sentences.wording(id, wordingStatuses[status], stamp(publishedAt, view), from);
  });
  return [
    table(announcementTable(postmortem, view), view),
    document.wordings(md(listedOrMissing(versions, view))),
    md(sentences.updates(updates.posted, updates.onTime, updates.windows)),
  ].join('\n\n');
};

const data = (postmortem: Postmortem, view: View): string => {
  const { sentences } = postmortemWordsOf(view);
  const { standby, reopenCount, metrics } = postmortem.data;
  const calls = metrics['callVolume']?.total;
  const { compliancePct } = postmortem.deadlines.summary;
  const change = csatChange(postmortem);
  return [
    table(metricTable(postmortem, view), view),
    table(timesTable(postmortem, view), view),
    ...(calls === undefined ? [] : [md(sentences.callTotal(numberText(calls)))]),
    ...(compliancePct === undefined ? [] : [md(sentences.compliance(percentText(compliancePct)))]),
    ...(change === undefined ? [] : [md(sentences.csatChange(change))]),
    ...(standby === undefined
      ? []
      : [md(sentences.standby(standby.called, standby.accepted, standby.declined))]),
    ...(reopenCount === 0 ? [] : [md(sentences.reopens(reopenCount))]),
  ].join('\n\n');
};

const feedback = ({ feedback: field }: Postmortem, view: View): string => {
  const { sentences } = postmortemWordsOf(view);
  if (field.auto === undefined && field.human === undefined) return words(view).common.noData;
  const { topics = [], suggestions = [] } = field.auto ?? {};
  const lines = [
    ...topics.map(({ topic, count }) => sentences.topic(topic, count)),
    ...suggestions.map(sentences.customerSuggestion),
  ];
  return block(field, lines.length === 0 ? undefined : bullets(lines), view);
};

const lessons = ({ good, bad, luck, prompts }: Postmortem, view: View): string => {
  const { document } = postmortemWordsOf(view);
  const questions = prompts.map((prompt) => promptText(prompt, view));
  return [
    document.lessons(inline(good, undefined, view), inline(bad, undefined, view)),
    ...(luck.source === 'none' ? [] : [document.luck(inline(luck, undefined, view))]),
    ...(questions.length === 0 ? [] : [`${document.prompts}\n\n${bullets(questions)}`]),
  ].join('\n\n');
};

const suggestionsBlock = <T>(
  field: Field<readonly T[]>,
  word: (suggestion: T, view: View) => string,
  view: View,
): string => block(field, field.auto && bullets(field.auto.map((each) => word(each, view))), view);

const actions = (postmortem: Postmortem, view: View): string => {
  const { document } = postmortemWordsOf(view);
  const { noAction } = postmortem;
  const { columns, rows } = actionTable(postmortem, view);
  const empty = noAction.source === 'none' && rows.length === 0;
  return [
    mdTable(
      columns,
      empty ? [columns.map((_, index) => (index === 1 ? missing(view) : ''))] : rows,
    ),
    ...(noAction.source === 'none' ? [] : [document.noAction(inline(noAction, undefined, view))]),
  ].join('\n\n');
};

const drill = (postmortem: Postmortem, view: View): string => {
  const text = drillText(postmortem, view);
  return block(postmortem.drill, text === undefined ? undefined : md(text), view);
};

const outcome = ({ outcome: field, worstSeverity }: Postmortem, view: View): string => {
  const optional = worstSeverity !== 'sev1' && field.source === 'none';
  return optional
    ? md(postmortemWordsOf(view).sentences.outcomeOptional)
    : block(field, undefined, view);
};

const part = (heading: string, content: string, level = 2): string =>
  `${'#'.repeat(level)} ${heading}\n\n${content}`;

/** The review as a Markdown document after the templates of domain 4.4 and 4.5; what people wrote arrives as text. */
export const postmortemMarkdown = (postmortem: Postmortem, view: View): string => {
  const { document, headings } = postmortemWordsOf(view);
  const { onTime, total } = postmortem.deadlines.summary;
  return `${[
    `# ${title(postmortem, view)}`,
    `> ${summary(postmortem, view)}`,
    part(headings.what, what(postmortem, view)),
    part(headings.when, when(postmortem, view)),
    part(headings.where, where(postmortem, view)),
    part(headings.who, who(postmortem, view)),
    part(headings.why, why(postmortem, view)),
    part(headings.how, how(postmortem, view)),
    part(headings.deadlines(onTime, total), deadlines(postmortem, view), 3),
    part(headings.comms, comms(postmortem, view), 3),
    part(headings.data, data(postmortem, view)),
    part(headings.feedback, feedback(postmortem, view)),
    part(headings.lessons, lessons(postmortem, view)),
    part(headings.revisions, suggestionsBlock(postmortem.revisions, revisionText, view)),
    part(headings.kb, suggestionsBlock(postmortem.kb, kbText, view)),
    part(headings.actions, actions(postmortem, view)),
    part(headings.drill, drill(postmortem, view)),
    part(headings.outcome, outcome(postmortem, view)),
    `_${document.footer}_`,
  ].join('\n\n')}\n`;
};
