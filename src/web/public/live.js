const made = (html) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild;
};

/** Only what the reader's own choice lets through is put among what they read. */
const isWanted = (entry, { kind, who, via }) =>
  (!kind || entry.dataset.kind === kind) &&
  (!who || entry.dataset.who === who) &&
  (!via || entry.dataset.via === via);

/** Newest first; of one moment the later version first. */
const isNewer = (one, other) =>
  Number(one.dataset.at) - Number(other.dataset.at) ||
  Number(one.dataset.version) - Number(other.dataset.version);

const hourGroup = (list, hour, html) => {
  const groups = [...list.querySelectorAll(':scope > .hour')];
  const known = groups.find((group) => group.dataset.hour === hour);
  if (known !== undefined) return known;
  const group = made(html);
  const next = groups.find((other) => other.dataset.hour < hour);
  list.querySelector(':scope > .empty')?.remove();
  list.insertBefore(group, next ?? null);
  return group;
};

const place = (list, { hour, html }, hours) => {
  const entry = made(html);
  if (!isWanted(entry, list.dataset)) return;
  const known = document.getElementById(entry.id);
  if (known !== null) {
    known.replaceWith(entry);
    return;
  }
  // On an older page only what stood there already is renewed.
  if (list.dataset.page !== '1') return;
  const items = hourGroup(list, hour, hours[hour]).querySelector('ol');
  const next = [...items.children].find((other) => isNewer(entry, other) > 0);
  items.insertBefore(entry, next ?? null);
  entry.classList.add('fresh');
};

/** A part is drawn anew, but what the reader opened in it stays open, and where they are stays theirs. */
const renew = (root, name, html) => {
  const section = root.querySelector(`[data-section="${name}"]`);
  if (section === null) return;
  const wasOpen = [...section.querySelectorAll('details')].map(({ open }) => open);
  const focused = section.contains(document.activeElement)
    ? [...section.querySelectorAll('a, button, summary, [tabindex]')].indexOf(
        document.activeElement,
      )
    : -1;
  section.innerHTML = html;
  const details = [...section.querySelectorAll('details')];
  if (details.length === wasOpen.length)
    for (const [index, one] of details.entries()) one.open = wasOpen[index];
  if (focused >= 0) section.querySelectorAll('a, button, summary, [tabindex]')[focused]?.focus();
};

/** Follows what the page is about from the version that the page was drawn at. */
export const follow = (root, words, { told, renewed }) => {
  const status = root.querySelector('[data-live]');
  const list = root.querySelector('[data-timeline]');
  const count = root.querySelector('[data-count]');
  const { stream, version } = root.dataset;
  const say = (text, isLost) => {
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle('lost', isLost);
  };
  const source = new EventSource(`${stream}?after=${version}`);
  let retry;
  source.addEventListener('open', () => say(words.connected, false));
  source.addEventListener('error', () => {
    say(words.lost, true);
    // The browser gives up on an answer that is no stream: a server that just starts, or a session that ended.
    if (source.readyState === EventSource.CLOSED && retry === undefined)
      retry = setTimeout(() => location.reload(), 5_000);
  });
  source.addEventListener('beat', ({ data }) => told(JSON.parse(data).now));
  source.addEventListener('reload', () => location.reload());
  source.addEventListener('change', ({ data }) => {
    const news = JSON.parse(data);
    told(news.now);
    if (list !== null) {
      for (const entry of news.entries) place(list, entry, news.hours);
      if (!list.dataset.kind && !list.dataset.who && !list.dataset.via)
        count.textContent = news.count;
    }
    for (const [name, html] of Object.entries(news.sections)) {
      renew(root, name, html);
      renewed(name);
    }
  });
  addEventListener('pagehide', () => source.close());
};
