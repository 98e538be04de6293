import { sendLine } from './acts.js';
import { Completions, useCompletions } from './completion.js';
import { Icon } from './icons.js';
import { html, useEffect, useLayoutEffect, useRef, useState } from './lib.js';
import { recall, remember } from './storage.js';

const TALLEST = 200;

/** The line being typed; it outlives a reload. */
const useDraft = (key, area, takeBack) => {
  const [text, setText] = useState(() => recall(key, ''));
  const type = (next) => {
    setText(next);
    remember(key, next);
  };
  useEffect(() => setText(recall(key, '')), [key]);
  useEffect(() => {
    if (takeBack === null || takeBack === undefined) return;
    type(takeBack.text);
    area.current?.focus();
  }, [takeBack]);
  useLayoutEffect(() => {
    area.current.style.height = 'auto';
    area.current.style.height = `${Math.min(area.current.scrollHeight, TALLEST)}px`;
  }, [text]);
  return [text, type];
};

/** Which completion is offered, and whether somebody moved to it. */
const useChoice = (list) => {
  const [active, setActive] = useState(0);
  const [moved, setMoved] = useState(false);
  const at = Math.min(active, Math.max(0, list.length - 1));
  const go = (n) => {
    setActive((n + list.length) % Math.max(1, list.length));
    setMoved(true);
  };
  const reset = () => {
    setActive(0);
    setMoved(false);
  };
  return { at, moved, go, reset };
};

/** What a key does here; undefined when it is the browser's. */
const keyAct = (event, { list, choice, take, send, close }) => {
  const offering = list.length > 0;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (offering && step !== undefined) return () => choice.go(choice.at + step);
  if (offering && event.key === 'Tab' && !event.shiftKey) return () => take(list[choice.at]);
  if (offering && event.key === 'Enter' && choice.moved) return () => take(list[choice.at]);
  if (offering && event.key === 'Escape') return close;
  if (event.key === 'Enter' && !event.shiftKey) return send;
  return undefined;
};

/** Where people type: chat, commands with completion, and nothing typed is ever lost. */
export const Composer = ({
  room,
  thread = null,
  people,
  words,
  placeholder,
  label = placeholder,
  takeBack,
}) => {
  const area = useRef(null);
  const [text, type] = useDraft(`draft.${room}.${thread ?? ''}`, area, takeBack);
  const [open, setOpen] = useState(true);
  const list = useCompletions(text, room, people, open && thread === null);
  const choice = useChoice(list);
  const id = thread === null ? 'composer' : 'thread-composer';

  const take = (one) => {
    type(one.text);
    choice.reset();
    area.current?.focus();
  };
  const send = () => {
    if (text.trim() === '') return;
    type('');
    choice.reset();
    void sendLine(room, text.trim(), thread);
  };
  const keys = (event) => {
    // Enter that ends a Chinese input method's composition must not send.
    if (event.isComposing || event.keyCode === 229) return;
    const act = keyAct(event, { list, choice, take, send, close: () => setOpen(false) });
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const input = (event) => {
    setOpen(true);
    choice.reset();
    type(event.target.value);
  };
  const submit = (event) => {
    event.preventDefault();
    send();
  };
  return html`
    <form class="composer" onSubmit=${submit}>
      ${list.length > 0 && html`<${Completions} list=${list} active=${choice.at} words=${words} id=${`${id}-list`} onChoose=${take} onHover=${choice.go} />`}
      <div class="composer-box">
        <textarea ref=${area} id=${id} rows="1" value=${text} placeholder=${placeholder} aria-label=${label} autocomplete="off" enterkeyhint="send"
          aria-haspopup="listbox" aria-autocomplete="list" aria-controls=${list.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant=${list.length > 0 ? `${id}-list-${choice.at}` : undefined}
          onInput=${input} onKeyDown=${keys}></textarea>
        <button type="submit" class="send" aria-label=${words.send} title=${words.send} disabled=${text.trim() === ''}><${Icon} name="send" size=${18} /></button>
      </div>
    </form>
  `;
};
