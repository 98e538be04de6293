import type { Form } from '#cards/card.ts';
import type { AccountRef, Inbox } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import type { Drawing } from './drawing.ts';
import type { IsFirstContact } from './greeting.ts';
import type { Places } from './places.ts';
import type { Tell } from './private-answers.ts';
import type { Reading } from './reading.ts';

/** A form that was sent to one person, so that it can be shown again with what is wrong in it. */
export interface SentForm {
  readonly account: string;
  readonly form: Form;
  /** The group it was asked for in. */
  readonly room: string | undefined;
}

/** Forms by the message that carries them; forgotten when the process ends. */
export interface Forms {
  get(message: string): SentForm | undefined;
  set(message: string, sent: SentForm): void;
  delete(message: string): void;
}

/** What taking and answering need. */
export interface Desk {
  readonly inbox: Inbox;
  readonly reading: Reading;
  readonly places: Places;
  readonly drawing: Drawing;
  readonly forms: Forms;
  readonly tell: Tell;
  readonly isFirstContact: IsFirstContact;
  /** True the first time: what comes again was answered, and its answer is not shown twice. */
  readonly isFirst: (receiptId: string) => boolean;
  readonly noteLocale: (account: string, userAgent: string | undefined) => void;
  /** Work after the acknowledgement; its faults are logged. */
  readonly afterwards: (work: () => Promise<void>) => void;
  readonly log: Log;
}

/** Who is answered, and where. */
export interface Asked {
  readonly who: AccountRef;
  /** The group where they alone see it; undefined: directly. */
  readonly chat: string | undefined;
  readonly receiptId: string;
}
