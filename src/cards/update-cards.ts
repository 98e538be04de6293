import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Card, CardElement, Tone } from './card.ts';
import { actions, button, copy, fact, facts, noticeCard, text, type Fact } from './build.ts';
import { runningDeadlines } from './incident-facts.ts';
import { link, type Piece } from './line.ts';
import { clock, factLabel, named, numberText, percentText, type View, words } from './view.ts';

type Elements = readonly CardElement[];

const nextUpdateFact = (state: IncidentState, view: View): readonly Fact[] => {
  const { next, before } = words(view).updates;
  const due = runningDeadlines(state, view).find(({ kind }) => kind === 'update')?.dueAt;
  return due === undefined ? [] : fact(next, before(clock(due, view)));
};

/** A notice of a line or two. */
const briefCard = (
  state: IncidentState,
  view: View,
  {
    title,
    tone,
    lines,
  }: { readonly title: string; readonly tone: Tone; readonly lines: readonly Piece[] },
): Card => noticeCard(state, { title, tone, elements: [text(lines)] }, view);

/** A progress report: text, percent, measure, caution, when the next one is due (S0-49). */
export const updateCard = (
  { n, text: said, percent, measure, caution, by, corrected }: NoticeOf<'update'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates, status } = words(view);
  const title =
    percent === undefined ? updates.title(n) : updates.titlePercent(n, percentText(percent));
  const bar: Elements =
    percent === undefined
      ? []
      : [{ kind: 'progress', percent, label: status.progress(`${numberText(percent)}%`) }];
  return noticeCard(
    state,
    {
      title: corrected ? updates.titleCorrected(n) : title,
      tone: 'info',
      elements: [
        text([updates.said(by.name, said)]),
        bar,
        facts([
          ...fact(updates.measure, measure),
          ...fact(updates.caution, caution),
          ...nextUpdateFact(state, view),
        ]),
      ],
    },
    view,
  );
};

export const noteCard = (
  { text: said, at, by }: NoticeOf<'note'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates } = words(view);
  return briefCard(state, view, {
    title: updates.noteTitle,
    tone: 'neutral',
    lines: [updates.note(clock(at, view), by.name, said)],
  });
};

export const linkCard = (
  { kind, url, by }: NoticeOf<'link'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates, common } = words(view);
  const name = named(common.linkKinds, kind);
  return noticeCard(
    state,
    {
      title: updates.linkTitle(name),
      tone: 'neutral',
      summary: url,
      elements: [text([[link(url, url)], updates.linkBy(by.name)])],
    },
    view,
  );
};

export const factsCard = (
  { facts: told, by }: NoticeOf<'facts'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates } = words(view);
  return noticeCard(
    state,
    {
      title: updates.factsTitle,
      tone: 'neutral',
      elements: [
        text([updates.factsBy(by.name)]),
        facts(Object.entries(told).flatMap(([name, value]) => fact(factLabel(name, view), value))),
      ],
    },
    view,
  );
};

export const meetingCard = (
  { url, priority, by }: NoticeOf<'meeting'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates } = words(view);
  return briefCard(state, view, {
    title: updates.meetingTitle,
    tone: 'info',
    lines: [
      updates.meetingStarted(by.name),
      priority === undefined ? '' : updates.meetingPriority(priority),
      url === undefined ? '' : [link(updates.meetingLink, url)],
    ],
  });
};

/** A meeting without an order of work leaves its duty open; the line that completes it (S0-40). */
export const meetingPriorityWantedCard = (
  { url }: NoticeOf<'meetingPriorityWanted'>,
  state: IncidentState,
  view: View,
): Card => {
  const { updates, deadlines } = words(view);
  const where = url === undefined ? '' : ` ${url}`;
  return noticeCard(
    state,
    {
      title: updates.priorityWantedTitle,
      tone: 'warning',
      elements: [
        text([updates.priorityWanted]),
        copy(updates.priorityWith, `meeting start${where} --priority "${updates.priorityExample}"`),
        actions([
          button(deadlines.buttons.startMeeting, `meeting start${where}`, {
            style: 'primary',
            form: true,
          }),
        ]),
      ],
    },
    view,
  );
};

/** The link of a meeting that was started without one. */
export const meetingLinkCard = (
  { url }: NoticeOf<'meetingLink'>,
  state: IncidentState,
  view: View,
): Card => {
  const { meetingLinkTitle: title, meetingLink } = words(view).updates;
  return briefCard(state, view, { title, tone: 'info', lines: [[link(meetingLink, url)]] });
};

export const meetingEndedCard = (
  { by }: NoticeOf<'meetingEnded'>,
  state: IncidentState,
  view: View,
): Card => {
  const { meetingEndedTitle: title, meetingEnded } = words(view).updates;
  return briefCard(state, view, { title, tone: 'neutral', lines: [meetingEnded(by.name)] });
};
