import type { EditablePostmortemField } from '#domain/postmortem/fields.ts';
import type { Postmortem } from '#domain/postmortem/model.ts';
import type { PublishBlocker } from '#domain/postmortem/publish-gate.ts';
import { fact, facts, headed, item, list, note, text } from './build.ts';
import type { Button, Card, CardElement } from './card.ts';
import { link } from './line.ts';
import { orNoData, span } from './postmortem-text.ts';
import { postmortemWordsOf } from './postmortem-words.ts';
import { metricValue, type View } from './view.ts';

const BUTTONS = 5;

/** What a blocker asks for, as a command with a form. */
const FIX: Readonly<Record<PublishBlocker, string>> = {
  rootCause: 'postmortem edit rootCause',
  whys: 'postmortem why',
  actions: 'action add',
  'breach-comments': 'postmortem edit breachComments',
};

const figures = (postmortem: Postmortem, view: View): readonly CardElement[] => {
  const { card } = postmortemWordsOf(view);
  const { times, metrics } = postmortem.data;
  const { onTime, total } = postmortem.deadlines.summary;
  const lowest = metrics['connectRate']?.min;
  return facts([
    ...fact(card.resolve, span(times.timeToResolveMs, view)),
    ...fact(card.impact, span(times.impactMs, view)),
    ...fact(card.announce, span(times.timeToAnnounceMs, view)),
    ...fact(card.onTime, orNoData(total === 0 ? undefined : card.share(onTime, total), view)),
    ...fact(
      card.connectRateMin,
      orNoData(lowest === undefined ? undefined : metricValue('connectRate', lowest, view), view),
    ),
  ]);
};

const editButton = (field: EditablePostmortemField, view: View): Button => {
  const { card, fields } = postmortemWordsOf(view);
  return {
    label: card.edit(fields[field]),
    line: `postmortem edit ${field}`,
    style: 'default',
    form: true,
  };
};

const blockerButton = (blocker: PublishBlocker, view: View): Button => {
  const { card, fields } = postmortemWordsOf(view);
  const labels: Readonly<Record<PublishBlocker, string>> = {
    rootCause: card.edit(fields.rootCause),
    whys: card.why,
    actions: card.addAction,
    'breach-comments': card.edit(fields.breachComments),
  };
  return { label: labels[blocker], line: FIX[blocker], style: 'primary', form: true };
};

/** What stands between the draft and its publication first, then other empty fields. */
const buttonsOf = (postmortem: Postmortem, view: View): readonly Button[] => {
  const { card } = postmortemWordsOf(view);
  if (postmortem.status === 'published') return [];
  if (postmortem.blockers.length === 0)
    return [{ label: card.publish, line: 'postmortem publish', style: 'primary' }];
  const wanted = postmortem.blockers.map((blocker) => blockerButton(blocker, view));
  const taken = new Set(wanted.map(({ line }) => line));
  const others = postmortem.filled.toType
    .map((field) => editButton(field, view))
    .filter(({ line }) => !taken.has(line));
  return [...wanted, ...others].slice(0, BUTTONS);
};

const progress = (postmortem: Postmortem, view: View): CardElement => {
  const { percent } = postmortem.filled;
  return { kind: 'progress', percent, label: postmortemWordsOf(view).card.filledText(percent) };
};

const todo = (postmortem: Postmortem, view: View): readonly CardElement[] => {
  const { card, fields, blockers } = postmortemWordsOf(view);
  if (postmortem.status === 'published') return [];
  const wanted = postmortem.blockers.map((blocker) => item(blockers[blocker], 'open'));
  const empty = postmortem.filled.toType.map((field) => item(fields[field], 'open'));
  return [
    ...headed(card.beforePublishing, list(wanted, view)),
    ...headed(card.toComplete, list(empty, view)),
    ...(wanted.length === 0 ? text([card.ready]) : []),
  ];
};

/** The review in short, for the room: how far it is, five figures, what people still have to say, and the way to the page. */
export const postmortemCard = (postmortem: Postmortem, view: View): Card => {
  const { card, document, statuses } = postmortemWordsOf(view);
  const heading = card.title(postmortem.key, postmortem.version);
  const status = statuses[postmortem.status];
  const buttons = buttonsOf(postmortem, view);
  const { publicUrl } = view;
  return {
    title: heading,
    tone: postmortem.status === 'published' ? 'good' : 'info',
    fallback: `${heading} · ${status} · ${card.filledText(postmortem.filled.percent)}`,
    incident: postmortem.key,
    elements: [
      ...facts(fact(card.status, status)),
      progress(postmortem, view),
      ...figures(postmortem, view),
      ...todo(postmortem, view),
      ...(buttons.length === 0 ? [] : [{ kind: 'actions' as const, buttons }]),
      ...(publicUrl === undefined
        ? []
        : text([link(card.page, `${publicUrl}/incidents/${postmortem.key}`)])),
      ...note(document.banner),
    ],
  };
};
