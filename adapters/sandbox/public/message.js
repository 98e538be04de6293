import { editMessage, pressButton, removeMessage } from './acts.js';
import { openThread } from './navigation.js';
import { Avatar } from './avatar.js';
import { Card } from './card.js';
import { clockTime, fullTime } from './format.js';
import { Icon, IconButton } from './icons.js';
import { cls, html, memo, useEffect, useRef, useState } from './lib.js';
import { ReactionPicker, Reactions } from './reactions.js';
import { ChatText } from './spans.js';

const Editing = ({ message, words, onDone }) => {
  const area = useRef(null);
  useEffect(() => area.current?.focus(), []);
  const save = () => {
    const text = area.current.value.trim();
    if (text !== '' && text !== message.text) void editMessage(message, text);
    onDone();
  };
  const keys = (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') onDone();
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  };
  return html`
    <div class="editing">
      <textarea ref=${area} aria-label=${words.edit} onKeyDown=${keys}>${message.text}</textarea>
      <div class="editing-buttons">
        <button type="button" class="button small" onClick=${onDone}>${words.cancel}</button>
        <button type="button" class="button small primary" onClick=${save}>${words.save}</button>
      </div>
    </div>
  `;
};

const Toolbar = ({ message, context, inThread, onEdit }) => {
  const { words, me } = context;
  const [asking, setAsking] = useState(false);
  const mine = message.author === me;
  if (message.private)
    return html`<div class="toolbar"><${IconButton} icon="close" label=${words.dismiss} size=${16} onClick=${() => removeMessage(message)} /></div>`;
  if (asking)
    return html`
      <div class="toolbar asking">
        <span>${words.removeConfirm}</span>
        <button type="button" class="button small danger" onClick=${() => removeMessage(message)}>${words.remove}</button>
        <button type="button" class="button small" onClick=${() => setAsking(false)}>${words.cancel}</button>
      </div>`;
  return html`
    <div class="toolbar">
      <${ReactionPicker} message=${message} words=${words} class="icon-button" />
      ${!inThread && html`<${IconButton} icon="thread" label=${words.reply} size=${16} onClick=${() => openThread(message.id)} />`}
      ${mine && html`<${IconButton} icon="edit" label=${words.edit} size=${16} onClick=${onEdit} />`}
      ${mine && html`<${IconButton} icon="trash" label=${words.remove} size=${16} onClick=${() => setAsking(true)} />`}
    </div>
  `;
};

const Head = ({ message, author, context }) => html`
  <div class="message-head">
    <span class="author">${author?.name ?? context.words.bot}</span>
    ${author?.title && html`<span class="job">${author.title}</span>`}
    <time class="at" datetime=${new Date(message.at).toISOString()} title=${fullTime(message.at, context)}>${clockTime(message.at, context)}</time>
    ${message.editedAt && message.card === null && html`<span class="edited">${context.words.edited}</span>`}
    ${message.pinnedAt && html`<span class="pinned-mark" title=${context.words.pinned}><${Icon} name="pin" size=${13} /><span class="hidden">${context.words.pinned}</span></span>`}
  </div>
`;

// A button or a form sends a line nobody typed; its answer speaks for itself.
const typed = (command) => /^[/／]/.test(command ?? '');

/** The line that says that nobody else sees this, and what it answers. */
const PrivateHead = ({ message, words }) => html`
  <div class="private-head">
    <span class="only-you"><${Icon} name="eye" size=${14} />${words.onlyYou}</span>
    ${typed(message.command) && html`<code class="asked">${message.command}</code>`}
  </div>
`;

const draw = ({ message, author, continued, context, inThread = false, fresh = false }) => {
  const [editing, setEditing] = useState(false);
  const { words } = context;
  const onPress = (button) =>
    pressButton(message.room, button, { incident: message.card?.incident, message: message.id });
  return html`
    <li class=${cls('message', continued && 'continued', message.private && 'private', message.card && 'with-card', fresh && 'fresh')}
      id=${inThread ? undefined : message.id} tabindex="-1">
      <div class="gutter">${
        continued
          ? html`<time class="at" aria-hidden="true">${clockTime(message.at, context)}</time>`
          : html`<${Avatar} person=${author} />`
      }</div>
      <div class="content">
        ${!continued && html`<${Head} message=${message} author=${author} context=${context} />`}
        ${message.private && html`<${PrivateHead} message=${message} words=${words} />`}
        ${!message.private && message.command && message.author === null && html`<code class="asked plain">${message.command}</code>`}
        ${message.card && html`<${Card} card=${message.card} context=${{ ...context, onPress }} />`}
        ${
          message.text !== null &&
          (editing
            ? html`<${Editing} message=${message} words=${words} onDone=${() => setEditing(false)} />`
            : html`<${ChatText} text=${message.text} context=${context} />`)
        }
        <${Reactions} message=${message} context=${context} />
        ${
          !inThread &&
          message.replies > 0 &&
          html`
          <button type="button" class="replies" onClick=${() => openThread(message.id)}>
            <${Icon} name="thread" size=${15} />${words.replies(message.replies)}
          </button>`
        }
      </div>
      ${!editing && !context.readOnly && html`<${Toolbar} message=${message} context=${context} inThread=${inThread} onEdit=${() => setEditing(true)} />`}
    </li>
  `;
};

const Drawn = (props) => draw(props);

/** One message with everything that belongs to it. */
export const Message = memo((props) => html`<${Drawn} ...${props} />`);
