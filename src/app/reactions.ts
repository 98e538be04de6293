import type { Choice } from '#domain/incident/event.ts';
import type { Policy } from '#domain/policy.ts';
import type { Answer, MessageRef } from '#ports/messenger.ts';
import { settledAnswer } from './answers.ts';
import { approvalOfCard } from './delivery.ts';
import { type Session, stateOf } from './session.ts';

/** `+1::skin-tone-4` is `+1`. */
const withoutSkinTone = (emoji: string): string => emoji.replace(/::skin-tone-\d$/u, '');

const namesFor = (
  table: Readonly<Record<string, readonly string[]>>,
  platform: string,
): readonly string[] => table[platform] ?? Object.values(table).flat();

/** What a reaction means on this messenger; undefined for any other emoji. Names are compared without case. */
const choiceOf = (emoji: string, platform: string, policy: Policy): Choice | undefined => {
  const name = withoutSkinTone(emoji).toLowerCase();
  const { approve, reject } = policy.common.reactions;
  const has = (names: readonly string[]): boolean =>
    names.some((known) => known.toLowerCase() === name);
  if (has(namesFor(approve, platform))) return 'approve';
  return has(namesFor(reject, platform)) ? 'reject' : undefined;
};

const approvalAt = async ({ deps }: Session, message: MessageRef) => {
  const posted = await deps.storage.message(message.platform, message.room, message.id);
  return posted && approvalOfCard(posted.card);
};

/** A reaction on an approval card is a vote; whoever's does not count is told in private. */
export const takeReaction = async (
  session: Session,
  reaction: {
    readonly message: MessageRef;
    readonly emoji: string;
    readonly added: boolean;
    readonly at?: number;
  },
): Promise<Answer> => {
  const { deps, meta, receipt, platform } = session;
  const choice = choiceOf(reaction.emoji, platform, deps.policy());
  if (choice === undefined) return {};
  const found = await approvalAt(session, reaction.message);
  if (found?.asks !== 'approval') return {};
  const { at } = reaction;
  const outcome = await deps.handler.handle(
    found.incident,
    {
      type: 'vote',
      approval: found.approval,
      choice,
      cast: reaction.added,
      ...(at === undefined ? {} : { at }),
    },
    meta,
    { receipt },
  );
  return settledAnswer(outcome);
};

/** What the rejecter writes below the rejected card is the reason; all else is chat and left alone. */
export const takeReply = async (
  session: Session,
  reply: { readonly to: MessageRef; readonly text: string },
): Promise<Answer> => {
  const { deps, meta, receipt, actor } = session;
  const found = await approvalAt(session, reply.to);
  if (found === undefined) return {};
  const state = await stateOf(session, found.incident);
  const approval = state?.approvals[found.approval];
  const rejecter = approval?.decidedBy.some(({ id }) => id === actor.id) === true;
  if (approval?.status !== 'rejected' || !rejecter || approval.reason !== undefined) return {};
  const outcome = await deps.handler.handle(
    found.incident,
    { type: 'rejectionReason', approval: found.approval, reason: reply.text },
    meta,
    { receipt },
  );
  return settledAnswer(outcome);
};
