import { waitsForSenior } from '#domain/ticket/standing.ts';
import { ticketNumber, type TicketState } from '#domain/ticket/state.ts';
import { button } from './build.ts';
import type { Button } from './card.ts';
import { words, type View } from './view.ts';

/** What comes next, the first thing first; at most five, as phones show. */
export const ticketButtons = (state: TicketState, view: View): readonly Button[] => {
  if (state.status === 'resolved') return [];
  const { tickets } = words(view);
  const { times, transfers, incident } = state;
  const n = ticketNumber(state.key);
  const transfer = transfers.at(-1);
  const asks = waitsForSenior(state);
  const waits = transfer !== undefined && transfer.acceptedAt === undefined;
  const works = transfer?.acceptedAt !== undefined && transfer.resultAt === undefined;
  const accept = button(asks && !waits ? tickets.take : tickets.accept, `ticket accept ${n}`, {
    style: 'primary',
  });
  return [
    ...(asks || waits ? [accept] : []),
    ...(works
      ? [button(tickets.result, `ticket result ${n}`, { style: 'primary', form: true })]
      : []),
    ...(times.resultAt !== undefined && times.informedAt === undefined
      ? [button(tickets.inform, `ticket inform ${n}`, { style: 'primary' })]
      : []),
    button(tickets.progress, `ticket progress ${n}`, { form: true }),
    ...(transfer === undefined
      ? [button(tickets.transfer, `ticket transfer ${n}`, { form: true })]
      : []),
    button(tickets.close, `ticket close ${n}`, { form: true }),
    ...(incident === undefined && state.severity === 'sev1'
      ? [button(tickets.openIncident, `open from=${n}`, { style: 'danger', form: true })]
      : []),
  ].slice(0, 5);
};
