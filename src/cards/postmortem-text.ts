import type { Postmortem, RevisionSuggestion, Signal } from '#domain/postmortem/model.ts';
import type { KbSuggestion, LessonPrompt } from '#domain/postmortem/model.ts';
import type { DeadlineName } from '#domain/postmortem/record-rows.ts';
import type { DurationMs, Instant } from '#domain/time.ts';
import { postmortemWordsOf } from './postmortem-words.ts';
import { stampText } from './timeline-line.ts';
import {
  clockText,
  durationText,
  metricName,
  metricValue,
  operatorSign,
  roleName,
  say,
  words,
  type View,
} from './view.ts';

/** A value, or 无数据: a figure nobody recorded is never 0. */
export const orNoData = (value: string | undefined, view: View): string =>
  value ?? words(view).common.noData;

export const listed = (items: readonly string[], view: View): string =>
  items.join(words(view).common.comma);

/** A list in one line, or 待补. */
export const listedOrMissing = (items: readonly string[], view: View): string =>
  items.length === 0 ? words(view).common.missing : listed(items, view);

/** Seconds that say nothing. */
const WHOLE_MINUTE = /(?<minute>\d\d:\d\d):00/u;

/** Date, clock and zone: what is written here is read a year later. */
export const stamp = (instant: Instant | undefined, view: View): string =>
  instant === undefined
    ? words(view).common.noData
    : stampText(instant, view.timezone).replace(WHOLE_MINUTE, '$<minute>');

export const span = (ms: DurationMs | undefined, view: View): string =>
  orNoData(ms === undefined ? undefined : durationText(ms, view), view);

/** What a deadline is called: the title of its item, else what kind of promise it is. */
export const deadlineTitle = ({ id, kind, title }: DeadlineName, view: View): string => {
  const { sentences } = postmortemWordsOf(view);
  if (title !== undefined) return say(title, view);
  const [, first = id, second] = id.split(':');
  switch (kind) {
    case 'verify':
      return sentences.verify;
    case 'grade':
      return sentences.grade;
    case 'update':
      return sentences.update;
    case 'approval':
      return sentences.approval(first.replace('.v', ' v'));
    case 'promise':
      return second === 'eta' ? sentences.promiseEta(first) : sentences.promiseUpdate(first);
    case 'postmortemDraft':
      return sentences.postmortemDraft;
    case 'postmortemReview':
      return sentences.postmortemReview;
    case 'task':
    case 'action':
    case 'standbySummary':
      return first;
  }
};

/** "接通率 < 70%，持续超过 10 分" */
export const signalText = (signal: Signal, view: View): string => {
  const { sentences } = postmortemWordsOf(view);
  const { metric, op, limit, value, sustainedForMs, at } = signal;
  const condition = `${metricName(metric, view)} ${operatorSign(op)} ${metricValue(metric, limit, view)}`;
  const held =
    sustainedForMs === undefined || sustainedForMs === 0
      ? condition
      : sentences.sustained(condition, durationText(sustainedForMs, view));
  return sentences.signal(stamp(at, view), sentences.now(held, metricValue(metric, value, view)));
};

/** 重大 for 重大事件; a name that ends otherwise stays whole. */
const shortLevel = (name: string): string => name.replace(/^(?<word>..)事件$/u, '$<word>');

/** "一般 00:10 → 较大 00:33", with the day where it is not that of the opening; the full times are in part 2. */
export const severityText = ({ severityHistory, openedAt }: Postmortem, view: View): string => {
  if (severityHistory.length === 0) return words(view).common.pendingGrade;
  const opening: View = { ...view, now: openedAt };
  return severityHistory
    .map(({ names, at }) => `${shortLevel(say(names, view))} ${clockText(at, opening)}`)
    .join(' → ');
};

export const revisionText = (revision: RevisionSuggestion, view: View): string => {
  const { suggestions } = postmortemWordsOf(view);
  switch (revision.kind) {
    case 'tightenTrigger': {
      const { playbook, path, metric, op, from, to, aheadMs } = revision;
      const threshold = ({ value, sustainedForMs }: typeof from): string =>
        suggestions.threshold(
          `${operatorSign(op)} ${metricValue(metric, value, view)}`,
          durationText(sustainedForMs, view),
        );
      return suggestions.tightenTrigger({
        path: `${playbook}: ${path}`,
        metric: metricName(metric, view),
        from: threshold(from),
        to: threshold(to),
        ahead: durationText(aheadMs, view),
      });
    }
    case 'easeApproval': {
      const late =
        revision.lateMs === 0 ? '' : suggestions.overBy(durationText(revision.lateMs, view));
      return suggestions.easeApproval(revision.announcement, revision.quorum, late);
    }
    case 'addDeputy':
      return suggestions.addDeputy(
        roleName(revision.role, view),
        durationText(revision.emptyMs, view),
      );
    case 'adoptTask': {
      const playbook = view.policy.playbooks[revision.playbook]?.names;
      const name = playbook === undefined ? revision.playbook : say(playbook, view);
      return suggestions.adoptTask(say(revision.title, view), name);
    }
  }
};

export const kbText = (addition: KbSuggestion, view: View): string => {
  const { suggestions } = postmortemWordsOf(view);
  return addition.kind === 'wording'
    ? suggestions.kbWording(addition.id, say(addition.text, view))
    : suggestions.kbStep(addition.text);
};

export const promptText = (prompt: LessonPrompt, view: View): string => {
  const { suggestions } = postmortemWordsOf(view);
  switch (prompt.kind) {
    case 'allOnTime':
      return suggestions.allOnTime(prompt.total);
    case 'late':
      return suggestions.late(
        deadlineTitle(prompt.deadline, view),
        durationText(prompt.lateMs, view),
      );
    case 'missed':
      return suggestions.missed(deadlineTitle(prompt.deadline, view));
    case 'rejected':
      return suggestions.rejected(prompt.announcement);
    case 'reopened':
      return suggestions.reopened(prompt.reason);
  }
};

export const drillText = ({ drill }: Postmortem, view: View): string | undefined => {
  const { sentences } = postmortemWordsOf(view);
  if (drill.auto === undefined) return undefined;
  const { variant, scenario, focus } = drill.auto;
  const plain = sentences.drill(variant, say(scenario, view));
  return focus.length === 0
    ? plain
    : sentences.drillFocus(
        plain,
        listed(
          focus.map((name) => deadlineTitle(name, view)),
          view,
        ),
      );
};
