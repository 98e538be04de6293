import { samplesAnswerCard } from '#cards/alert-answer.ts';
import type { IntentOf } from '#domain/incident/command.ts';
import type { Answer } from '#ports/messenger.ts';
import { cardAnswer, rejectedAnswer } from './answers.ts';
import { maskDeep } from './mask-intent.ts';
import type { Session } from './session.ts';

/** Who reports figures while there is no incident whose people could (domain 0.5). */
const REPORTERS = ['dutyOps'] as const;

/** Keeps figures that somebody read off where no incident is open; the rules look at them like at any sample. */
export const takeSamples = async (
  session: Session,
  { values, dims, at }: IntentOf<'metric'>,
  line: string,
): Promise<Answer> => {
  const { deps, actor, meta, receipt, view } = session;
  if (!REPORTERS.some((group) => actor.groups.includes(group)))
    return rejectedAnswer(session, { code: 'not-allowed', verb: 'metric', needs: REPORTERS }, line);
  if (at !== undefined && at > meta.now)
    return rejectedAnswer(session, { code: 'time-in-future', at }, line);
  const entries = Object.entries(values);
  if (entries.length === 0)
    return rejectedAnswer(session, { code: 'nothing-to-record', verb: 'metric' }, line);
  const where = dims === undefined ? {} : { dims: maskDeep(dims, deps.policy().common.mask) };
  for (const [metric, value] of entries) {
    const sample = { kind: 'sample', metric, value, at: at ?? meta.now, ...where } as const;
    await deps.observe(sample, `${receipt.platform}|${receipt.id}|${metric}`);
  }
  return cardAnswer(samplesAnswerCard(values, view));
};
