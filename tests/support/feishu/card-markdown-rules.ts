const AT = /<(?:at|person)\b([^>]*)>/giu;
const ID = /\b(id|ids|user_id|email)\s*=\s*("[^"]*"|'[^']*'|[^\s>/]+)/giu;
const PERSON = /^ou_[A-Za-z0-9_]+$/u;
const DESTINATION = /\]\(\s*<?([^)\s>]*)/gu;
const ATTRIBUTE =
  /<(?:a|link|number_tag)\b[^>]*?\b(?:href|url|pc_url|ios_url|android_url)\s*=\s*["']?([^"'\s>]*)/giu;
const ADDRESS = /^(https?|lark|applink):\/\//iu;
const TABLE = /^\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)+\|?\s*$/gmu;
const CODE = /```[\s\S]*?```|`[^`\n]*`/gu;
const TABLES = 4;

const mentionProblems = (content: string, path: string): string[] =>
  [...content.matchAll(AT)].flatMap(([whole, attributes = '']) => {
    const ids = [...attributes.matchAll(ID)].flatMap(([, , given = '']) =>
      given.replaceAll(/["']/gu, '').split(','),
    );
    if (ids.includes('all')) return [`${path} mentions everybody`];
    const strange = ids.filter((id) => !PERSON.test(id.trim()));
    return ids.length === 0 || strange.length > 0 ? [`${path} mentions no open_id: ${whole}`] : [];
  });

const destinations = (content: string): readonly string[] =>
  [...content.matchAll(DESTINATION), ...content.matchAll(ATTRIBUTE)].map(([, url = '']) => url);

/** What is wrong with a text whose markup is read: mentions, addresses, tables, addresses glued to Chinese. */
export const markdownProblems = (content: string, path: string): string[] => {
  const tables = [...content.matchAll(TABLE)].length;
  const prose = content.replaceAll(CODE, '').replaceAll(/\]\([^)]*\)|<[^>]*>/gu, ' ');
  return [
    // Mentions are looked for in code as well: whether they are dead there is not documented.
    ...mentionProblems(content, path),
    ...destinations(content.replaceAll(CODE, ''))
      .filter((url) => url !== '' && !ADDRESS.test(url) && !/^(img_|image_key)/u.test(url))
      .map((url) => `${path} links to ${url}`),
    ...(tables <= TABLES ? [] : [`${path} has ${tables} tables`]),
    ...(/\p{Script=Han}https?:\/\/|https?:\/\/[^\s]*\p{Script=Han}/u.test(prose)
      ? [`${path} has an address glued to Chinese text`]
      : []),
  ];
};
