import { line, type Piece } from '../../line.ts';
import type { platformsZh } from '../zh/platforms.ts';

/** One incident in several messengers, and what goes on while one of them is down. */
export const platformsEn = {
  from: (messenger: string) => `From ${messenger}`,
  relayedTitle: (name: string) => `Passed on by ${name}`,
  relayed: (name: string, text: string) => `${name}: ${text}`,
  downTitle: (messenger: string) => `No connection to ${messenger}`,
  down: (since: Piece, messenger: string) =>
    line`Since ${since}, no messages go to or come from ${messenger}. Please carry on here; all clocks keep running.`,
  approvals: 'Waiting for approval',
  approval: (what: string, tally: string, at: Piece) =>
    line`${what} · ${tally} · to be decided by ${at}`,
  catchUpTitle: (messenger: string) => `What happened while ${messenger} was down`,
  catchUp: (from: Piece, until: Piece) =>
    line`Messages from ${from} to ${until} were not delivered and are not sent again. This is what happened:`,
  nothing: 'Nothing new was recorded in that time.',
  earlier: (n: number) =>
    n === 1 ? '1 earlier entry is on the timeline' : `${n} earlier entries are on the timeline`,
} satisfies typeof platformsZh;
