import { levelName, words as cardWords, type View } from '#cards/view.ts';
import type { Phase } from '#domain/incident/event.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import { html, type Html } from '../html.ts';
import type { PageWords } from '../words/words.ts';

const TONES = { sev1: 'danger', sev2: 'warning', sev3: 'info' } as const;
const PHASES: readonly Phase[] = ['triage', 'active', 'monitoring', 'closed', 'cancelled'];

/** Level and state, which is all that the feed tells of a confidential incident. */
export const feedBadges = (
  level: string | null | undefined,
  phaseId: string,
  { view, words }: { readonly view: View; readonly words: PageWords },
): Html => {
  const severity = SEVERITIES.find((one) => one === level);
  const phase = PHASES.find((one) => one === phaseId) ?? 'active';
  const isOver = phase === 'closed' || phase === 'cancelled';
  const scheme = view.policy.schemes[view.policy.defaultScheme];
  const named =
    severity === undefined || scheme === undefined
      ? cardWords(view).common.pendingGrade
      : levelName(severity, scheme, view);
  const tone = severity === undefined ? 'warning' : TONES[severity];
  return html`<p class="badges">
    <span class=${`badge tone-${isOver ? 'muted' : tone}`}>${named}</span>
    <span class="badge plain">${cardWords(view).common.phases[phase]}</span>
    <span class="badge plain">🔒 ${words.list.confidential}</span>
  </p>`;
};
