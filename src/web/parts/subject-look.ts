import type { View } from '#cards/view.ts';
import type { Call } from '../page.ts';
import type { PageWords } from '../words/words.ts';
import type { Showing } from './spans.ts';

/** An alert or a ticket as it is shown in one language. */
export interface SubjectLook {
  readonly view: View;
  readonly words: PageWords;
  readonly showing: Showing;
}

/** As it is shown to whoever asks. */
export const lookOf = ({ view, words, visitor }: Call): SubjectLook => ({
  view,
  words,
  showing: { links: visitor.asker !== 'auditor' },
});
