import { renderAlertNotice } from '#cards/alert-card.ts';
import type { AlertIntent } from '#domain/alert/command.ts';
import { decideAlert } from '#domain/alert/decide.ts';
import { alertEffects } from '#domain/alert/effects.ts';
import type { AlertEvent } from '#domain/alert/event.ts';
import { evolveAlert } from '#domain/alert/evolve.ts';
import type { AlertNotice } from '#domain/alert/notice.ts';
import type { AlertState } from '#domain/alert/state.ts';
import { pageAlert } from '#domain/alert/page.ts';
import { alertTimers } from '#domain/alert/timers.ts';
import { localDateKey } from '#domain/time.ts';
import type { AlertReason } from '#domain/watch/finding.ts';
import type { StreamKind } from './stream-kind.ts';

const wordsIn = (reason: AlertReason): readonly string[] => {
  switch (reason.kind) {
    case 'threshold':
      return [reason.metric, ...Object.values(reason.dims ?? {})];
    case 'growth':
    case 'silence':
      return [reason.metric];
    case 'count':
      return [...Object.values(reason.group), ...reason.tickets];
    case 'keyword':
      return [reason.word, reason.ticket];
    case 'signal':
      return [reason.signal, reason.text, reason.system ?? ''];
  }
};

/** Ids, and what people typed; names of scenarios and metrics are those of the rules in force when somebody searches. */
const searchWords = ({ key, scenario, incident, decided, fired }: AlertState): string =>
  [
    key,
    scenario,
    incident ?? '',
    decided?.by.name ?? '',
    decided?.reason ?? '',
    ...fired.flatMap(({ rule, reason }) => [rule, ...wordsIn(reason)]),
  ]
    .filter((word) => word !== '')
    .join(' ')
    .toLowerCase();

/** Alerts as the shell runs them. */
export const alertKind: StreamKind<AlertState, AlertIntent, AlertEvent, AlertNotice> = {
  name: 'alert',
  prefix: 'ALT-',
  opens: ['raise'],
  numberPrefix: (now, { common }) => `ALT-${localDateKey(now, common.timezone)}-`,
  decide: decideAlert,
  evolve: evolveAlert,
  effects: alertEffects,
  timers: alertTimers,
  row: (state, version) => {
    const { key, phase, scenario, incident, raisedAt, decided } = state;
    return {
      key,
      version,
      kind: 'alert',
      state: phase,
      open: phase === 'raised',
      scenario,
      severity: null,
      incident: incident ?? null,
      owner: null,
      department: null,
      externalId: null,
      title: scenario,
      at: raisedAt,
      endedAt: decided?.at ?? null,
      search: searchWords(state),
    };
  },
  observations: () => [],
  draw: renderAlertNotice,
  page: pageAlert,
  cardName: ({ card }) => card,
};
