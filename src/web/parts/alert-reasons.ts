import { alertReasonText } from '#cards/alert-card.ts';
import { link } from '#cards/line.ts';
import {
  atHead,
  clockText,
  durationText,
  metricLabel,
  metricValue,
  numberText,
  operatorSign,
  percentText,
  type View,
  words as cardWords,
} from '#cards/view.ts';
import type { AlertState, FiredRule } from '#domain/alert/state.ts';
import type { AlertReason } from '#domain/watch/finding.ts';
import { html, type Content, type Html } from '../html.ts';
import { plainTable } from './elements.ts';
import { spans } from './spans.ts';
import type { SubjectLook } from './subject-look.ts';

const NOTHING = '—';

/** Where it was measured, or what complaints have in common: 华东. */
const valuesText = (values: Readonly<Record<string, string>>, view: View): string =>
  Object.values(values).join(cardWords(view).common.comma);

/** "接通率，华东" */
export const measuredName = (
  { metric, dims }: Pick<Extract<AlertReason, { kind: 'threshold' }>, 'metric' | 'dims'>,
  view: View,
): string =>
  dims === undefined
    ? metricLabel(metric, view)
    : cardWords(view).alerts.region(metricLabel(metric, view), valuesText(dims, view));

/** What was seen; the others of a row say how much, and how much is allowed. */
const what = (reason: AlertReason, { view, words, showing }: SubjectLook): Content => {
  switch (reason.kind) {
    case 'threshold':
      return measuredName(reason, view);
    case 'growth':
      return metricLabel(reason.metric, view);
    case 'count': {
      const group = valuesText(reason.group, view);
      return group === '' ? words.alerts.complaints : words.alerts.complaintsOf(group);
    }
    case 'signal': {
      const said = atHead(alertReasonText(reason, view));
      const source = cardWords(view).alerts.source;
      const line = reason.url === undefined ? [said] : [said, ' ', link(source, reason.url)];
      return spans(line, showing) as Content;
    }
    case 'keyword':
    case 'silence':
      return atHead(alertReasonText(reason, view));
  }
};

const amount = (reason: AlertReason, { view, words }: SubjectLook): string => {
  switch (reason.kind) {
    case 'threshold':
      return metricValue(reason.metric, reason.value, view);
    case 'growth': {
      const { metric, growthPct, value, baseline } = reason;
      const figures = [value, baseline].map((one) => metricValue(metric, one, view));
      return words.alerts.growth(percentText(growthPct), figures[0] ?? '', figures[1] ?? '');
    }
    case 'count':
      return words.alerts.cases(reason.count);
    case 'signal':
    case 'keyword':
    case 'silence':
      return NOTHING;
  }
};

/** A limit that stays in one line. */
const whole = (text: string): string => text.replaceAll(' ', '\u00A0');

const limit = (reason: AlertReason, { view, words }: SubjectLook): string => {
  switch (reason.kind) {
    case 'threshold': {
      const { op, metric, sustainedForMs } = reason;
      const said = whole(`${operatorSign(op)} ${metricValue(metric, reason.limit, view)}`);
      return sustainedForMs === 0
        ? said
        : words.playbooks.sustained(said, durationText(sustainedForMs, view));
    }
    case 'growth': {
      const said = whole(`${operatorSign('gt')} ${percentText(reason.limitPct)}`);
      return words.alerts.growthOver(said);
    }
    case 'count': {
      const said = whole(`${operatorSign('gte')} ${numberText(reason.limit)}`);
      return words.alerts.casesWithin(said, durationText(reason.windowMs, view));
    }
    case 'signal':
    case 'keyword':
    case 'silence':
      return NOTHING;
  }
};

const when = ({ firstAt, lastAt }: FiredRule, { view, words }: SubjectLook): string => {
  const [from, to] = [clockText(firstAt, view), clockText(lastAt, view)];
  return from === to ? from : words.alerts.period(from, to);
};

/** Every rule that fired, with its figures against its limit. */
export const alertReasons = ({ fired }: AlertState, look: SubjectLook): Html => {
  const { reasons } = cardWords(look.view).alerts;
  const { columns } = look.words.alerts;
  return html`<h2>${reasons}</h2>
    ${plainTable(
      columns,
      fired.map((one) => [
        what(one.reason, look),
        amount(one.reason, look),
        limit(one.reason, look),
        amount(one.worst, look),
        numberText(one.count),
        when(one, look),
      ]),
      reasons,
    )}`;
};
