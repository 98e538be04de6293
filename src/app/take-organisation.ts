import { plainCard, text } from '#cards/build.ts';
import { words } from '#cards/view.ts';
import type { SelfIntent } from '#domain/organisation/stream.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Answer } from '#ports/messenger.ts';
import { busyAnswer, cardAnswer, rejectedAnswer } from './answers.ts';
import type { Session } from './session.ts';

/** Who may say which account belongs to somebody else. */
const MAY_BIND_OTHERS = ['commandGroup', 'dutyOps'];

/**
 * A link gives an account the rights of a person, so nobody outside the organisation makes one, and only
 * those who may answer for it make one for somebody else.
 */
const refusal = ({ actor, deps }: Session, intent: SelfIntent): Rejection | undefined => {
  if (intent.type === 'setLocale') return undefined;
  const known = deps.directory.knows(actor.id);
  const forOther = intent.person !== undefined && intent.person.id !== actor.id;
  const allowed =
    known && (!forOther || actor.groups.some((group) => MAY_BIND_OTHERS.includes(group)));
  return allowed ? undefined : { code: 'not-allowed', verb: 'bind', needs: MAY_BIND_OTHERS };
};

const answerOf = (session: Session, intent: SelfIntent): Answer => {
  const locale = intent.type === 'setLocale' ? intent.locale : session.locale;
  const view = session.deps.views(locale);
  const { doneTitle, localeSet, bound } = words(view).answers;
  const said =
    intent.type === 'setLocale'
      ? localeSet
      : bound(intent.messenger, intent.account, (intent.person ?? session.actor).name);
  return cardAnswer(plainCard({ title: doneTitle, tone: 'good', elements: [text([said])] }, view));
};

/** Takes a link between accounts or a change of one's own language. */
export const takeOrganisation = async (
  session: Session,
  intent: SelfIntent,
  line: string,
): Promise<Answer> => {
  const refused = refusal(session, intent);
  if (refused !== undefined) return rejectedAnswer(session, refused, line);
  const { deps, meta, receipt } = session;
  const outcome = await deps.organisation(intent, meta, receipt, answerOf(session, intent));
  if ('rejected' in outcome) return rejectedAnswer(session, outcome.rejected, line);
  return 'busy' in outcome ? busyAnswer(session, line) : outcome.answer;
};
