import { emojiOf, nameList, OFFERED, VOTES } from './format.js';
import { Icon } from './icons.js';
import { toggleReaction } from './acts.js';
import { cls, html, useEffect, useRef, useState } from './lib.js';

const namesOf = (people, { people: all, locale, me, words }) =>
  nameList(
    people.map((id) =>
      id === me ? words.you : (all.find((person) => person.id === id)?.name ?? id),
    ),
    locale,
  );

const Reaction = ({ message, emoji, people, context }) => {
  const mine = people.includes(context.me);
  const who = people.length === 0 ? '' : namesOf(people, context);
  const picture = emojiOf(emoji);
  return html`
    <button type="button" class=${cls('reaction', mine && 'mine', people.length === 0 && 'none')}
      aria-pressed=${mine} title=${who} aria-label=${`${picture} ${people.length}${who === '' ? '' : `, ${who}`}`}
      onClick=${() => toggleReaction(message, emoji)}>
      <span aria-hidden="true">${picture}</span>${people.length > 0 && html`<span class="count">${people.length}</span>`}
    </button>
  `;
};

/** A small palette of reactions that opens beside its button. */
export const ReactionPicker = ({ message, words, class: name }) => {
  const [open, setOpen] = useState(false);
  const root = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    root.current?.querySelector('.palette button')?.focus();
    const outside = (event) => root.current?.contains(event.target) || setOpen(false);
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const choose = (emoji) => {
    setOpen(false);
    void toggleReaction(message, emoji);
  };
  return html`
    <span class="picker" ref=${root} onKeyDown=${(event) => event.key === 'Escape' && setOpen(false)}>
      <button type="button" class=${name} aria-label=${words.react} title=${words.react} aria-expanded=${open}
        onClick=${() => setOpen(!open)}><${Icon} name="smile" size=${16} /></button>
      ${
        open &&
        html`
        <span class="palette" role="group" aria-label=${words.react}>
          ${OFFERED.map((emoji) => html`<button type="button" aria-label=${emojiOf(emoji)} onClick=${() => choose(emoji)}>${emojiOf(emoji)}</button>`)}
        </span>`
      }
    </span>
  `;
};

/** Reactions on a message; a card that asks for votes offers them at once. */
export const Reactions = ({ message, context }) => {
  const given = message.reactions;
  const offered = message.card?.vote === true ? VOTES : [];
  const others = given.filter(({ emoji }) => !offered.includes(emoji));
  if (offered.length === 0 && others.length === 0) return null;
  return html`
    <div class=${cls('reactions', offered.length > 0 && 'vote')} role="group" aria-label=${offered.length > 0 ? context.words.vote : undefined}>
      ${offered.map(
        (emoji) => html`
        <${Reaction} key=${emoji} message=${message} emoji=${emoji} context=${context}
          people=${given.find((one) => one.emoji === emoji)?.people ?? []} />`,
      )}
      ${others.map(({ emoji, people }) => html`<${Reaction} key=${emoji} message=${message} emoji=${emoji} people=${people} context=${context} />`)}
    </div>
  `;
};
