import { SEVERITIES, type ChecklistItem, type Playbook } from '#domain/playbook/playbook.ts';
import type { Card } from './card.ts';
import { actions, button, headed, item, list, note, plainCard, text } from './build.ts';
import { channelNames, durationText, levelWord, roleName, say, words, type View } from './view.ts';

const MOST = 8;

/** The playbooks in force: id, both names, version (S0-02). */
export const playbookListCard = (view: View): Card => {
  const { queries } = words(view);
  const playbooks = Object.values(view.policy.playbooks);
  return plainCard(
    {
      title: queries.playbooksTitle(playbooks.length),
      tone: 'info',
      elements: [
        list(
          playbooks.map(({ id, names, version }) =>
            item(queries.playbook(id, names['zh-CN'], names.en, version)),
          ),
          view,
          20,
        ),
        actions(
          playbooks
            .slice(0, MOST)
            .map(({ id, names }) => button(say(names, view), `playbook show ${id}`)),
        ),
      ],
    },
    view,
  );
};

const stepText = (step: ChecklistItem, view: View): string => {
  const { queries } = words(view);
  const due = queries.dueAfter(queries.anchors[step.anchor], durationText(step.dueMs, view));
  const parts = [due, say(step.title, view), roleName(step.role, view)] as const;
  return step.channels === undefined
    ? queries.step(...parts)
    : queries.stepChannels(...parts, channelNames(step.channels, view));
};

/** Items for all levels of one anchor stand together, the soonest first. */
const ANCHORS = ['opened', 'attached', 'graded', 'plan.approved', 'resolved', 'closed'] as const;
const inOrder = (steps: readonly ChecklistItem[]): readonly ChecklistItem[] =>
  steps.toSorted(
    (a, b) => ANCHORS.indexOf(a.anchor) - ANCHORS.indexOf(b.anchor) || a.dueMs - b.dueMs,
  );

const levelSections = ({ scheme: id }: Playbook, view: View) => {
  const scheme = view.policy.schemes[id];
  if (scheme === undefined) return [];
  return SEVERITIES.flatMap((severity) => {
    const duties = inOrder(scheme.levels[severity].duties);
    return headed(
      levelWord(severity, scheme, view),
      list(
        duties.map((duty) => item(stepText(duty, view))),
        view,
      ),
    );
  });
};

/** One playbook: steps in due order with role and minutes, duties of its levels and roles, templates (S0-06). */
export const playbookShowCard = (playbook: Playbook, view: View): Card => {
  const { queries, common } = words(view);
  const { id, names, version, aliases, confidential, checklist, roles, announcements } = playbook;
  return plainCard(
    {
      title: queries.playbookTitle(say(names, view), version),
      tone: 'info',
      elements: [
        confidential ? text([queries.confidentialByDefault], 'warning') : [],
        list(
          inOrder(checklist).map((step) => item(stepText(step, view))),
          view,
          20,
        ),
        levelSections(playbook, view),
        headed(
          queries.rolesTitle,
          list(
            roles.map(({ role, duty }) =>
              item(queries.whoDuty(roleName(role, view), say(duty, view))),
            ),
            view,
          ),
        ),
        headed(
          queries.templatesTitle,
          list(
            announcements.map((entry) => item(entry.id)),
            view,
          ),
        ),
        aliases.length === 0 ? [] : note(queries.aliases(aliases.join(common.comma))),
        actions([button(queries.attach, `playbook attach ${id}`)]),
      ],
    },
    view,
  );
};
