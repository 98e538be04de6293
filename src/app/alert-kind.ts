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
import type { StreamKind } from './stream-kind.ts';

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
    const { key, phase, scenario, incident, raisedAt, decided, fired } = state;
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
      search: [key, scenario, ...fired.map(({ rule }) => rule)].join(' '),
    };
  },
  observations: () => [],
  draw: renderAlertNotice,
  page: pageAlert,
  cardName: ({ card }) => card,
};
