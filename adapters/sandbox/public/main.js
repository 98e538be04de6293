import { App } from './app.js';
import { html, render } from './lib.js';
import { followDemo } from './playing.js';

followDemo();
render(html`<${App} />`, document.getElementById('app'));
