import type { View } from '#cards/view.ts';
import type { Locale } from '#domain/locale.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { Clock } from '#ports/system.ts';

/** Makes the view of a card: the language, and for private ones the reader. */
export type Views = (locale: Locale, viewer?: PersonRef) => View;

/** Views at the clock's time under the rules in force. */
export const createViews =
  (options: {
    readonly policy: () => Policy;
    readonly clock: Clock;
    readonly publicUrl?: string | undefined;
  }): Views =>
  (locale, viewer) => {
    const policy = options.policy();
    return {
      locale,
      timezone: policy.common.timezone,
      now: options.clock.now(),
      policy,
      ...(viewer === undefined ? {} : { viewer }),
      ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    };
  };
