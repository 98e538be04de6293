import type { IncidentState, Wording } from '#domain/incident/state.ts';
import type { Card, CardElement, Tone } from './card.ts';
import { copy, fact, facts, incidentCard, item, list, note, text } from './build.ts';
import { languagesOf } from './channel-texts.ts';
import { currentWording } from './incident-facts.ts';
import { struck } from './line.ts';
import { clock, words, type View } from './view.ts';

const TONES: Readonly<Record<Wording['status'], Tone>> = {
  pending: 'warning',
  published: 'info',
  void: 'muted',
  frozen: 'warning',
  rejected: 'danger',
};

const copies = (wording: Wording, state: IncidentState, view: View): readonly CardElement[] => {
  const { languages } = words(view).announcement;
  const all = new Set([...languagesOf(state, view), 'zh-CN' as const, 'en' as const]);
  return [...all].flatMap((locale) => copy(languages[locale], wording.text[locale]));
};

const source = (wording: Wording, view: View): readonly CardElement[] => {
  const { wordingBy, wordingProposed } = words(view).announcement;
  const { author, publishedAt, proposedAt } = wording;
  return note(
    publishedAt === undefined
      ? wordingProposed(author.name, clock(proposedAt, view))
      : wordingBy(author.name, clock(publishedAt, view)),
  );
};

const goneHint = (wording: Wording, state: IncidentState, view: View): string => {
  const { wordingFrozenHint, wordingReplaced } = words(view).announcement;
  const current = currentWording(state);
  if (current !== undefined && current.id !== wording.id) return wordingReplaced(current.id);
  return wording.status === 'frozen' ? wordingFrozenHint : '';
};

const inForce = (wording: Wording, state: IncidentState, view: View): readonly CardElement[] => [
  ...text([words(view).announcement.wordingAsIs]),
  ...copies(wording, state, view),
  ...source(wording, view),
];

/** Void and frozen wording is struck through, so that nobody reads it out by mistake (S0-50). */
const outOfForce = (wording: Wording, state: IncidentState, view: View): readonly CardElement[] => [
  ...text([goneHint(wording, state, view)], 'warning'),
  ...list([item([struck(wording.text[view.locale])], 'struck')], view),
  ...source(wording, view),
];

/** One wording as it stands now. */
export const wordingCard = (wording: Wording, state: IncidentState, view: View): Card => {
  const { announcement } = words(view);
  const current = wording.status === 'published' || wording.status === 'pending';
  return incidentCard(
    state,
    {
      title: `${announcement.wordingTitle(wording.id)} · ${announcement.wordingStates[wording.status]}`,
      tone: TONES[wording.status],
      summary: wording.text[view.locale],
      elements: [
        wording.status === 'pending'
          ? [...copies(wording, state, view), ...source(wording, view)]
          : [],
        wording.status === 'published' ? inForce(wording, state, view) : [],
        current ? [] : outOfForce(wording, state, view),
        note(words(view).common.incident(state.key, state.title)),
      ],
    },
    view,
  );
};

/** For the agents' channel: only the text in force, its version and a copy button; no incident details. */
export const agentsWordingCard = (wording: Wording, state: IncidentState, view: View): Card => {
  const { announcement } = words(view);
  const latest = currentWording(state) ?? wording;
  const usable = latest.status === 'published';
  return incidentCard(
    state,
    {
      title: `${announcement.wordingTitle(latest.id)} · ${announcement.wordingStates[latest.status]}`,
      tone: TONES[latest.status],
      summary: latest.text[view.locale],
      elements: usable
        ? [
            copies(latest, state, view),
            facts(
              fact(
                announcement.labels.publishedAt,
                latest.publishedAt === undefined ? undefined : [clock(latest.publishedAt, view)],
              ),
            ),
          ]
        : [
            text([goneHint(latest, state, view)], 'warning'),
            list([item([struck(latest.text[view.locale])], 'struck')], view),
          ],
    },
    view,
  );
};
