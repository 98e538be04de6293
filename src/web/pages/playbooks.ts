import { metricName, metricValue, operatorSign, durationText, roleName, say } from '#cards/view.ts';
import type { Playbook, TriggerRule } from '#domain/playbook/playbook.ts';
import { html, type Html } from '../html.ts';
import { type Call, type Page, type Reply, trouble } from '../page.ts';
import { playbookDrawing } from '../parts/playbook-drawing.ts';

const list = ({ view, words }: Call): Reply => {
  const { playbooks } = words;
  return {
    kind: 'page',
    title: playbooks.title,
    body: html`<h1>${playbooks.title}</h1>
      <ol class="cards">
        ${Object.values(view.policy.playbooks).map(
          ({ id, names, version, checklist, confidential }) => html`<li class="panel">
            <h2><a href=${`/playbooks/${id}`}>${say(names, view)}</a></h2>
            <p class="quiet">
              <code>${id}</code> · ${playbooks.version(version)} · ${playbooks.steps(checklist.length)}
              ${confidential ? ` · ${words.list.confidential}` : ''}
            </p>
          </li>`,
        )}
      </ol>`,
  };
};

const triggerText = (rule: TriggerRule, { view, words }: Call): string | undefined => {
  const { metric, op, value, sustainedForMs = 0 } = rule;
  if (metric === undefined || op === undefined || value === undefined) return undefined;
  const condition = `${metricName(metric, view)} ${operatorSign(op)} ${metricValue(metric, value, view)}`;
  return sustainedForMs === 0
    ? condition
    : words.playbooks.sustained(condition, durationText(sustainedForMs, view));
};

const titled = (title: string, lines: readonly Html[]): Html | '' =>
  lines.length === 0
    ? ''
    : html`<section class="panel">
        <h2>${title}</h2>
        <ul class="plain-list">
          ${lines}
        </ul>
      </section>`;

const rest = (playbook: Playbook, call: Call): Html => {
  const { view, words } = call;
  const { playbooks } = words;
  const triggers = playbook.triggers.flatMap((rule) => triggerText(rule, call) ?? []);
  return html`${titled(
    playbooks.triggers,
    [...new Set(triggers)].map((text) => html`<li>${text}</li>`),
  )}
  ${titled(
    playbooks.roles,
    playbook.roles.map(
      ({ role, duty }) =>
        html`<li><strong>${roleName(role, view)}</strong> ${say(duty, view)}</li>`,
    ),
  )}
  ${titled(
    playbooks.scripts,
    playbook.scripts.map(({ text }) => html`<li>${say(text, view)}</li>`),
  )}
  ${
    playbook.wording === undefined
      ? ''
      : titled(playbooks.wording, [html`<li>${say(playbook.wording, view)}</li>`])
  }`;
};

const show = (call: Call): Reply => {
  const { params, view, words } = call;
  const id = params['id'] ?? '';
  const known = view.policy.playbooks;
  const playbook = Object.hasOwn(known, id) ? known[id] : undefined;
  if (playbook === undefined) return trouble('not-found');
  const { playbooks } = words;
  return {
    kind: 'page',
    title: say(playbook.names, view),
    body: html`<p class="no-print"><a href="/playbooks">${playbooks.title}</a></p>
      <h1>${say(playbook.names, view)}</h1>
      <p class="quiet">
        <code>${playbook.id}</code> · ${playbooks.version(playbook.version)} ·
        ${playbook.aliases.join(' · ')}
      </p>
      <div class="columns even">
        <section class="panel">
          <h2>${playbooks.drawing}</h2>
          ${playbookDrawing(playbook, { view, words })}
        </section>
        <div>${rest(playbook, call)}</div>
      </div>`,
  };
};

/** What is done in each scenario, drawn in the order in which it is due. */
export const playbooksPage: Page = {
  navigation: {
    path: '/playbooks',
    label: ({ playbooks }) => playbooks.title,
    needs: 'organisation',
  },
  routes: [
    { id: 'playbooks', method: 'GET', path: '/playbooks', needs: 'organisation', handle: list },
    { id: 'playbook', method: 'GET', path: '/playbooks/:id', needs: 'organisation', handle: show },
  ],
};
