const formats = new Map();

const format = (locale, timezone, options) => {
  const key = JSON.stringify([locale, timezone, options]);
  if (!formats.has(key))
    formats.set(
      key,
      new Intl.DateTimeFormat(locale, { timeZone: timezone, hourCycle: 'h23', ...options }),
    );
  return formats.get(key);
};

/** "10:04" on the organisation's clock. */
export const clockTime = (at, { timezone }) =>
  format('en', timezone, { hour: '2-digit', minute: '2-digit' }).format(at);

/** "10:04:30" on the organisation's clock. */
export const clockSeconds = (at, { timezone }) =>
  format('en', timezone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

/** Date in words, for separators. */
export const dayName = (at, { locale, timezone }) =>
  format(locale, timezone, { month: 'long', day: 'numeric', weekday: 'long' }).format(at);

export const shortDay = (at, { locale, timezone }) =>
  format(locale, timezone, { month: 'short', day: 'numeric', weekday: 'short' }).format(at);

/** Changes at the organisation's midnight. */
export const dayKey = (at, { timezone }) =>
  format('en-CA', timezone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** Date, time and zone in full, for tooltips. */
export const fullTime = (at, { locale, timezone }) =>
  format(locale, timezone, { dateStyle: 'full', timeStyle: 'long' }).format(at);

const lists = new Map();
/** Names as a sentence lists them. */
export const nameList = (names, locale) => {
  if (!lists.has(locale)) lists.set(locale, new Intl.ListFormat(locale, { type: 'conjunction' }));
  return lists.get(locale).format(names);
};

// Slack's names, because reactions travel under them; the rest of the world sees the picture.
const EMOJI = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  ok_hand: '👌',
  eyes: '👀',
  no_entry: '⛔',
  pray: '🙏',
  tada: '🎉',
};
const SKINS = ['🏻', '🏼', '🏽', '🏾', '🏿'];

/** The picture of a reaction; skin tones included. */
export const emojiOf = (name) => {
  const [base, tone] = name.split('::skin-tone-');
  const picture = EMOJI[base] ?? `:${base}:`;
  return tone === undefined ? picture : picture + (SKINS[Number(tone) - 2] ?? '');
};

export const VOTES = ['white_check_mark', 'x', '+1'];
export const OFFERED = ['white_check_mark', 'x', '+1', 'ok_hand', 'eyes', 'pray'];

/** One of eight quiet hues, the same for a person always. */
export const hueOf = (id) => {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return sum % 8;
};

/** Shown in a person's picture: the last character of a Chinese name, else the initial. */
export const initialOf = (name) => {
  const letters = [...name];
  return /\p{Script=Han}/u.test(name) ? (letters.at(-1) ?? '') : (letters[0] ?? '').toUpperCase();
};

/** What a room is called in the page's language. */
export const roomName = (room, words) => {
  if (room === undefined) return '';
  if (room.kind === 'direct') return words.bot;
  return room.channel === null ? room.name : (words.channel[room.channel] ?? room.name);
};
