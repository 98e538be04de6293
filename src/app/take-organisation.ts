import type { OrganisationIntent } from '#commands/request.ts';
import type { Card } from '#cards/card.ts';
import { plainCard, text } from '#cards/build.ts';
import type { Locale, Localised } from '#domain/locale.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Answer } from '#ports/messenger.ts';
import { busyAnswer, cardAnswer, rejectedAnswer } from './answers.ts';
import type { Session } from './session.ts';

/** Who may say which account belongs to somebody else. */
const MAY_BIND_OTHERS = ['commandGroup', 'dutyOps'];

const BOUND = (messenger: string, account: string, name: string): Localised => ({
  'zh-CN': `已将 ${messenger} 账号 ${account} 绑定到 ${name}。`,
  en: `The ${messenger} account ${account} now belongs to ${name}.`,
});
const LOCALE_SET: Localised = {
  'zh-CN': '以后只发给你的消息都用中文。作战室的语言不变。',
  en: 'What only you see is in English from now on. Rooms keep their language.',
};
const DONE: Localised = { 'zh-CN': '已记录', en: 'Done' };

/**
 * A link gives an account the rights of a person, so nobody outside the organisation makes one, and only
 * those who may answer for it make one for somebody else.
 */
const refusal = ({ actor, deps }: Session, intent: OrganisationIntent): Rejection | undefined => {
  if (intent.type === 'setLocale') return undefined;
  const known = deps.directory.knows(actor.id);
  const forOther = intent.person !== undefined && intent.person.id !== actor.id;
  const allowed =
    known && (!forOther || actor.groups.some((group) => MAY_BIND_OTHERS.includes(group)));
  return allowed ? undefined : { code: 'not-allowed', verb: 'bind', needs: MAY_BIND_OTHERS };
};

const card = (said: Localised, locale: Locale, session: Session): Card => {
  const view = session.deps.views(locale);
  return plainCard({ title: DONE[locale], tone: 'good', elements: [text([said[locale]])] }, view);
};

const answerOf = (session: Session, intent: OrganisationIntent): Answer => {
  if (intent.type === 'setLocale') return cardAnswer(card(LOCALE_SET, intent.locale, session));
  const { messenger, account, person = session.actor } = intent;
  return cardAnswer(card(BOUND(messenger, account, person.name), session.locale, session));
};

/** Takes a link between accounts or a change of one's own language. */
export const takeOrganisation = async (
  session: Session,
  intent: OrganisationIntent,
  line: string,
): Promise<Answer> => {
  const refused = refusal(session, intent);
  if (refused !== undefined) return rejectedAnswer(session, refused, line);
  const { deps, meta, receipt } = session;
  const outcome = await deps.organisation(intent, meta, receipt, answerOf(session, intent));
  if ('rejected' in outcome) return rejectedAnswer(session, outcome.rejected, line);
  return 'busy' in outcome ? busyAnswer(session, line) : outcome.answer;
};
