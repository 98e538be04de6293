import { playbookName } from '#cards/view.ts';
import { html, type Html } from '../html.ts';
import type { Call } from '../page.ts';

type Options = readonly (readonly [value: string, label: string])[];

const option = (value: string, label: string, chosen: string | null): Html =>
  html`<option value=${value} selected=${value === (chosen ?? '')}>${label}</option>`;

/** A choice of a list's form, as it was made. */
export const select = (
  name: string,
  label: string,
  options: Options,
  { query, words }: Call,
): Html =>
  html`<label
    ><span>${label}</span
    ><select name=${name}>
      ${option('', words.list.any, query.get(name))}
      ${options.map(([value, text]) => option(value, text, query.get(name)))}
    </select></label
  >`;

/** Every scenario that there is a playbook for. */
export const scenarioOptions = ({ view }: Call): Options =>
  Object.keys(view.policy.playbooks).map((id) => [id, playbookName(id, view)] as const);

/** A field of a list's form, as it was filled. */
export const input = (name: string, label: string, type: string, { query }: Call): Html =>
  html`<label
    ><span>${label}</span
    ><input name=${name} type=${type} value=${query.get(name) ?? ''} maxlength=${type === 'date' ? undefined : 200}
  /></label>`;

/** The form of a list: words first, then choices; what is asked for less often can be opened. */
export const searchForm = (
  call: Call,
  {
    action,
    placeholder,
    filters,
    more,
  }: {
    readonly action: string;
    readonly placeholder: string;
    readonly filters: readonly Html[];
    /** Fields by their names. */
    readonly more: Readonly<Record<string, Html>>;
  },
): Html => {
  const { words, query } = call;
  const isWide = Object.keys(more).some((name) => (query.get(name) ?? '') !== '');
  return html`<form class="search" method="get" action=${action} role="search">
    <div class="search-main">
      <label class="word"
        ><span class="hidden">${placeholder}</span
        ><input name="q" type="search" placeholder=${placeholder} value=${query.get('q') ?? ''} maxlength="200"
      /></label>
      <button class="primary">${words.list.search}</button>
    </div>
    <div class="filters">${filters}</div>
    <details open=${isWide}>
      <summary>${words.list.moreFilters}</summary>
      <div class="filters">${Object.values(more)}</div>
    </details>
  </form>`;
};

/** What a list without lines says: nothing yet, or nothing of what was asked for. */
export const emptyList = (
  { query, words }: Call,
  action: string,
  { none, noneFound }: { readonly none: string; readonly noneFound: string },
): Html =>
  query.size === 0
    ? html`<p class="empty">${none}</p>`
    : html`<p class="empty">${noneFound} <a href=${action}>${words.list.showAll}</a></p>`;

/** The way to what comes after the last line, and back to the first. */
export const listPaging = (
  { query, words }: Call,
  action: string,
  next: string | undefined,
  older: string,
): Html | '' => {
  const isLater = query.get('after') !== null;
  if (next === undefined && !isLater) return '';
  const params = new URLSearchParams(query);
  params.delete('after');
  const first = params.toString();
  if (next !== undefined) params.set('after', next);
  return html`<nav class="paging" aria-label=${words.timeline.pages}>
    ${isLater ? html`<a class="button" href=${`${action}?${first}`}>${words.list.first}</a>` : ''}
    ${
      next === undefined
        ? ''
        : html`<a class="button" rel="next" href=${`${action}?${params.toString()}`}>${older}</a>`
    }
  </nav>`;
};
