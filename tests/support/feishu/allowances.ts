import type { Allowance } from './rates.ts';
import type { Matched } from './routes.ts';

const SECOND = 1000;
const MINUTE = 60_000;

const DOCX_COMMON = 3;

/** `1000 次/分钟、50 次/秒` in words of ours. */
const ofRate = (rate: string, key: string): Allowance[] =>
  [...rate.matchAll(/(\d+)\s*次\/(分钟|秒)/gu)].map(([, count, unit]) => ({
    key: `${key} per ${unit === '秒' ? 'second' : 'minute'}`,
    count: Number(count),
    windowMs: unit === '秒' ? SECOND : MINUTE,
    code: 99_991_400,
    status: 429,
  }));

const perSecond = (key: string, count: number, code: number, status = 400): Allowance => ({
  key,
  count,
  windowMs: SECOND,
  code,
  status,
});

/** docx: 3 a second for the app (old-style 400), 3 a second for the document (429). */
const ofDocx = (params: Readonly<Record<string, string>>): Allowance[] => {
  const document = params['document_id'] ?? params['chat_id'];
  return [
    perSecond('docx of the app', DOCX_COMMON, 99_991_400, 400),
    ...(document === undefined
      ? []
      : [perSecond(`docx ${document}`, DOCX_COMMON, 99_991_400, 429)]),
  ];
};

/**
 * What a request counts against, from the `rate` of its route and from what belongs to the resource.
 * `target`: the chat (or person) that a new message goes to; 5 a second, shared by all bots of a group.
 */
export const allowancesOf = (
  { fact, params }: Matched,
  target: string | undefined,
): readonly Allowance[] => {
  const key = `${fact.method} ${fact.path}`;
  const message = params['message_id'];
  const own: Allowance[] = [];
  if (target !== undefined) {
    own.push(
      fact.path.includes('/ephemeral/')
        ? perSecond(`ephemeral in ${target}`, 40, 230_020)
        : perSecond(`messages to ${target}`, 5, 230_020),
    );
  }
  if (fact.path === '/open-apis/im/v1/messages/:message_id' && fact.method === 'PATCH') {
    own.push(perSecond(`changes of ${message}`, 5, 230_020));
  }
  if (fact.path.startsWith('/open-apis/im/v1/pins') && message !== undefined) {
    own.push(perSecond(`pins of ${message}`, 5, 230_047));
  }
  if (fact.path.startsWith('/open-apis/docx/') && fact.method !== 'GET')
    own.push(...ofDocx(params));
  return [...ofRate(fact.rate ?? '', key), ...own];
};
