import {
  durationText,
  levelName,
  roleName,
  say,
  words as cardWords,
  type View,
} from '#cards/view.ts';
import {
  type Anchor,
  type ChecklistItem,
  type Playbook,
  SEVERITIES,
} from '#domain/playbook/playbook.ts';
import { html, type Html } from '../html.ts';
import type { PageWords } from '../words/words.ts';

interface Drawing {
  readonly view: View;
  readonly words: PageWords;
}

/** In the order in which these moments come. */
const ANCHORS: readonly Anchor[] = [
  'opened',
  'attached',
  'graded',
  'plan.approved',
  'resolved',
  'closed',
];

/** Units of the drawing; as wide as a phone, so that its letters keep their size there. */
const WIDTH = 340;
const LINE_X = 78;
const TEXT_X = 98;
const LINE_HEIGHT = 19;
const TEXT_WIDTH = WIDTH - TEXT_X;
const FONT = 14;

const isWide = (character: string): boolean => /[\u2E80-\uFFEF]/u.test(character);
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (isWide(character) ? FONT : FONT * 0.55), 0);

/** Lines that fit: between words where there are any, anywhere in Chinese. */
export const wrapped = (text: string, width = TEXT_WIDTH): readonly string[] => {
  const lines: string[] = [];
  let current = '';
  for (const piece of text.match(/[\u2E80-\uFFEF]|[^\s\u2E80-\uFFEF]+\s*|\s+/gu) ?? []) {
    if (current !== '' && widthOf(current + piece.trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = '';
    }
    current += piece;
  }
  return current.trim() === '' ? lines : [...lines, current.trimEnd()];
};

interface Placed {
  readonly height: number;
  readonly draw: (y: number) => Html;
}

const textLines = (lines: readonly string[], x: number, y: number, css: string): Html =>
  html`<text class=${css} x=${x} y=${y}>
    ${lines.map((line, n) => html`<tspan x=${x} dy=${n === 0 ? 0 : LINE_HEIGHT}>${line}</tspan>`)}
  </text>`;

/** A moment from which the clocks below it run. */
const station = (label: string): Placed => ({
  height: 46,
  draw: (y) => html`<g class="station">
    <circle cx=${LINE_X} cy=${y + 24} r="8" />
    ${textLines([label], TEXT_X, y + 29, 'head')}
  </g>`,
});

/** A step: how long after, what, and whose it is. */
const step = (item: ChecklistItem, note: string | undefined, { view }: Drawing): Placed => {
  const title = wrapped(say(item.title, view));
  const owner = wrapped(
    note === undefined ? roleName(item.role, view) : `${roleName(item.role, view)} · ${note}`,
  );
  const height = (title.length + owner.length) * LINE_HEIGHT + 16;
  return {
    height,
    draw: (y) => html`<g class="step">
      <circle cx=${LINE_X} cy=${y + 15} r="5" />
      <text class="when" x=${LINE_X - 14} y=${y + 20} text-anchor="end">
        ${durationText(item.dueMs, view)}
      </text>
      ${textLines(title, TEXT_X, y + 20, 'title')}
      ${textLines(owner, TEXT_X, y + 20 + title.length * LINE_HEIGHT, 'owner')}
    </g>`,
  };
};

const levelsOf = ({ levels }: ChecklistItem, playbook: Playbook, { view, words }: Drawing) => {
  const scheme = view.policy.schemes[playbook.scheme];
  if (levels === undefined || scheme === undefined) return undefined;
  return words.playbooks.onlyLevels(
    levels.map((one) => levelName(one, scheme, view)).join(cardWords(view).common.comma),
  );
};

/** Steps of one moment, in due order; after grading, the duties of each level below its name. */
const sectionOf = (anchor: Anchor, playbook: Playbook, drawing: Drawing): readonly Placed[] => {
  const { view } = drawing;
  const inOrder = (items: readonly ChecklistItem[]): readonly Placed[] =>
    items
      .filter((item) => item.anchor === anchor)
      .toSorted((one, other) => one.dueMs - other.dueMs)
      .map((item) => step(item, levelsOf(item, playbook, drawing), drawing));
  const scheme = view.policy.schemes[playbook.scheme];
  const duties = SEVERITIES.flatMap((severity): readonly Placed[] => {
    const steps = inOrder(scheme?.levels[severity].duties ?? []);
    return scheme === undefined || steps.length === 0
      ? []
      : [station(levelName(severity, scheme, view)), ...steps];
  });
  const own = inOrder(playbook.checklist);
  const { anchors } = cardWords(view).queries;
  return own.length + duties.length === 0 ? [] : [station(anchors[anchor]), ...own, ...duties];
};

/** The steps of a playbook as one line from the alert to the end, each at its time. */
export const playbookDrawing = (playbook: Playbook, drawing: Drawing): Html => {
  const { view, words } = drawing;
  const parts = ANCHORS.flatMap((anchor) => sectionOf(anchor, playbook, drawing));
  let height = 8;
  const placed = parts.map((part) => {
    const y = height;
    height += part.height;
    return part.draw(y);
  });
  return html`<svg
    class="flow"
    role="img"
    viewBox=${`0 0 ${WIDTH} ${height + 8}`}
    aria-label=${words.playbooks.drawingOf(say(playbook.names, view))}
  >
    <line x1=${LINE_X} x2=${LINE_X} y1="24" y2=${height - 8} />
    ${placed}
  </svg>`;
};
