import { closeThread } from './navigation.js';
import { Composer } from './composer.js';
import { IconButton } from './icons.js';
import { html, useEffect, useRef } from './lib.js';
import { Message } from './message.js';
import { repliesOf } from './store.js';

/** A thread in a sheet at the side: the message and what was answered to it. */
export const Thread = ({ root, messages, people, context, readOnly }) => {
  const replies = repliesOf(messages, root.id);
  const end = useRef(null);
  const { words } = context;
  const authorOf = (message) => people.find((person) => person.id === message.author);
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [replies.length]);
  return html`
    <aside class="panel thread" aria-labelledby="thread-title" onKeyDown=${(event) => event.key === 'Escape' && closeThread()}>
      <header class="panel-head"><h2 id="thread-title">${words.thread}</h2>
        <${IconButton} icon="close" label=${words.close} onClick=${closeThread} /></header>
      <div class="panel-body">
        <ol class="messages">
          <${Message} message=${root} author=${authorOf(root)} context=${context} inThread=${true} />
        </ol>
        <p class="thread-count">${replies.length === 0 ? words.noThread : words.replies(replies.length)}</p>
        <ol class="messages">
          ${replies.map((message) => html`<${Message} key=${message.id} message=${message} author=${authorOf(message)} context=${context} inThread=${true} />`)}
        </ol>
        <div ref=${end}></div>
      </div>
      ${!readOnly && html`<${Composer} room=${root.room} thread=${root.id} people=${people} words=${words} placeholder=${words.composerThread} />`}
    </aside>
  `;
};
