import { complete } from './acts.js';
import { cls, html, useEffect, useState } from './lib.js';

const ADDRESS =
  /^\s*(?:[/／]\s*(?:(?:incident|应急)(?=\s)\s*)?|[@＠](?:烽火|应急助手|fenghuo)[\s:：,，]+)/i;
const LAST_NAME = /@([\p{L}\p{N}_]{0,20})$/u;

/** People whose name goes on from an `@` at the end of the line. */
const completeName = (text, people) => {
  const found = LAST_NAME.exec(text);
  if (found === null || found.index === 0) return [];
  return people
    .filter((person) => person.name.startsWith(found[1]))
    .slice(0, 8)
    .map((person) => ({
      text: `${text.slice(0, found.index)}@${person.name} `,
      label: `@${person.name}`,
      hint: person.title ?? '',
    }));
};

const completeCommand = async (text, room) => {
  const address = ADDRESS.exec(text)?.[0];
  if (address === undefined) return [];
  const found = await complete(room, text);
  return found.map(({ line, label, hint }) => ({ text: address + line, label, hint }));
};

const PAUSE = 60;

/** What may be typed next; empty while `enabled` is false. */
export const useCompletions = (text, room, people, enabled) => {
  const [list, setList] = useState([]);
  useEffect(() => {
    const names = enabled ? completeName(text, people) : [];
    setList(names);
    if (!enabled || text === '' || names.length > 0) return undefined;
    let live = true;
    const timer = setTimeout(async () => {
      // While nothing answers there is simply nothing to offer.
      const found = await completeCommand(text, room).catch(() => []);
      if (live) setList(found.filter((one) => one.text !== text));
    }, PAUSE);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [text, room, enabled]);
  return list;
};

/** The list above the message box. */
export const Completions = ({ list, active, words, onChoose, onHover, id }) => {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const choose = (one) => (event) => {
    // The box keeps the focus.
    event.preventDefault();
    onChoose(one);
  };
  return html`
    <div class="completions">
      <ul id=${id} role="listbox" tabindex="0" aria-label=${words.completion}>
        ${list.map(
          (one, n) => html`
            <li id=${`${id}-${n}`} role="option" aria-selected=${n === active} class=${cls(n === active && 'active')}
              onPointerMove=${() => onHover(n)} onPointerDown=${choose(one)}>
              <span class="completion-label">${one.label}</span><span class="completion-hint">${one.hint}</span>
            </li>`,
        )}
      </ul>
      <p class="completion-keys" aria-hidden="true">${words.completionKeys}</p>
    </div>
  `;
};
