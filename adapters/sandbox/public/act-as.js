import { Avatar } from './avatar.js';
import { Icon } from './icons.js';
import { cls, html, useEffect, useMemo, useRef, useState } from './lib.js';
import { actAs } from './session.js';

/** The groups of a person, in words. */
export const groupNames = (person, words) =>
  person.groups.map((group) => words.groups[group] ?? group).join(' · ');

const matches = (person, text, words) =>
  `${person.name} ${person.title ?? ''} ${person.id} ${groupNames(person, words)}`
    .toLowerCase()
    .includes(text.trim().toLowerCase());

/** Name, job and groups of a person. */
export const PersonText = ({ person, words, extra }) => html`
  <span class="me-text">
    <span class="me-name">${person.name}${extra && html`<span class="me-job">${extra}</span>`}<span class="me-job">${person.title}</span></span>
    <span class="me-groups">${groupNames(person, words)}</span>
  </span>
`;

const Option = ({ person, active, me, words, onHover, onChoose }) => html`
  <li id=${`person-${person.id}`} role="option" aria-selected=${person.id === me} class=${cls(active && 'active')}
    onPointerMove=${onHover} onClick=${onChoose}>
    <${Avatar} person=${person} />
    <${PersonText} person=${person} words=${words} />
    ${person.id === me && html`<${Icon} name="check" size=${16} />`}
  </li>
`;

/** Everyone, to choose from by typing, by arrows or by pointing. */
const PeopleList = ({ me, people, words, onChoose, onClose }) => {
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState(() => people.findIndex((one) => one.id === me));
  const input = useRef(null);
  const found = useMemo(
    () => people.filter((one) => matches(one, filter, words)),
    [people, filter, words],
  );
  const now = found[active];
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    document.getElementById(`person-${now?.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [now]);
  const type = (event) => {
    setFilter(event.target.value);
    setActive(0);
  };
  const keys = (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter' && now !== undefined) onChoose(now.id);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return html`
    <div class="people-list">
      <input ref=${input} type="search" value=${filter} placeholder=${words.search} aria-label=${words.switchTo}
        role="combobox" aria-expanded="true" aria-controls="people-options" aria-activedescendant=${now && `person-${now.id}`}
        onInput=${type} onKeyDown=${keys} />
      <ul id="people-options" role="listbox" aria-label=${words.switchTo}>
        ${found.map(
          (person, n) => html`
            <${Option} key=${person.id} person=${person} active=${n === active} me=${me} words=${words}
              onHover=${() => setActive(n)} onChoose=${() => onChoose(person.id)} />`,
        )}
      </ul>
    </div>
  `;
};

/** Who the page acts as, and the list to become someone else. */
export const ActAs = ({ me, people, words }) => {
  const [open, setOpen] = useState(false);
  const root = useRef(null);
  const button = useRef(null);
  const person = people.find((one) => one.id === me);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event) => root.current?.contains(event.target) || setOpen(false);
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const choose = (id) => {
    close();
    void actAs(id);
  };
  if (person === undefined) return null;
  return html`
    <div class="act-as" ref=${root}>
      <button type="button" class="me" ref=${button} aria-haspopup="listbox" aria-expanded=${open} title=${words.switchTo}
        onClick=${() => setOpen(!open)}>
        <${Avatar} person=${person} />
        <span class="hidden">${words.actingAs}</span>
        <${PersonText} person=${person} words=${words} />
        <${Icon} name="down" size=${16} />
      </button>
      ${open && html`<${PeopleList} me=${me} people=${people} words=${words} onChoose=${choose} onClose=${close} />`}
    </div>
  `;
};
