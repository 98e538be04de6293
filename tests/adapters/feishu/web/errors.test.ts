import { describe, expect, it } from 'vitest';
import { isDocumented } from '#adapters/feishu/web/error-codes.ts';
import { codeOf, failureOf, isLimited, refusedWith } from '#adapters/feishu/web/errors.ts';
import { Broken, Refusal } from '#adapters/feishu/web/refusal.ts';
import { DeliveryError } from '#ports/messenger.ts';
import generalCodes from '../../../fixtures/feishu/general-error-codes.json' with { type: 'json' };
import { apisInUse } from './apis-in-use.ts';

const SEND = 'POST /open-apis/im/v1/messages';
const PATCH = 'PATCH /open-apis/im/v1/messages/om_1';
const CREATE = 'POST /open-apis/im/v1/chats';

const refused = (api: string, code: number, more: object = {}, status = 400, resetS?: number) =>
  failureOf(api, new Refusal(status, { code, msg: 'no', ...more }, resetS));

const deliveryError = (api: string, code: number, more: object = {}): DeliveryError => {
  const failure = refused(api, code, more);
  if (failure.is !== 'failed') throw new Error(`${code} is ${failure.is}`);
  return failure.error;
};

const everyCode = [
  ...apisInUse.flatMap(({ method, path, errors = [] }) =>
    errors.map(([, code]) => [`${method} ${path}`, code] as const),
  ),
  ...generalCodes.map(([code]) => [SEND, Number(code)] as const),
];

describe('the table of Feishu codes', () => {
  it('has every code that is documented for the APIs in use, and for all', () => {
    expect(everyCode.length).toBeGreaterThan(700);
    expect(everyCode.filter(([, code]) => !isDocumented(code))).toEqual([]);
  });

  it('classifies each of them, and never says when to come again unless nothing was done', () => {
    for (const [api, code] of everyCode) {
      const failure = refused(api, code);
      const waits = failure.is === 'limited' ? failure.retryAfterMs : failure.error.retryAfterMs;
      expect([code, waits === undefined]).toEqual([code, failure.is !== 'limited']);
    }
  });

  it.each([
    [SEND, 232_009, 'room-lost', 'deleted'],
    [SEND, 230_002, 'room-lost', 'removed'],
    ['PUT /open-apis/im/v1/chats/oc_1', 232_011, 'room-lost', 'removed'],
    ['GET /open-apis/docx/v1/chats/oc_1/announcement', 1_772_003, 'room-lost', 'removed'],
    [PATCH, 230_011, 'gone', '230011'],
    [PATCH, 230_110, 'gone', '230110'],
    [PATCH, 230_031, 'gone', '230031'],
    [PATCH, 99_992_354, 'gone', '99992354'],
    [PATCH, 230_001, 'gone', '230001'],
    [SEND, 230_001, 'give-up', '230001'],
    [SEND, 230_006, 'reauthorise', '230006'],
    [CREATE, 232_025, 'reauthorise', '232025'],
    [SEND, 99_991_403, 'reauthorise', '99991403'],
    [SEND, 230_018, 'reauthorise', '230018'],
    ['POST /open-apis/im/v1/pins', 230_018, 'give-up', '230018'],
    [SEND, 230_025, 'give-up', '230025'],
    [SEND, 230_028, 'give-up', '230028'],
    [PATCH, 230_099, 'give-up', '230099'],
    [SEND, 230_049, 'retry', '230049'],
    [CREATE, 232_068, 'retry', '232068'],
    ['POST /open-apis/docx/v1/documents', 1_771_001, 'retry', '1771001'],
  ])('judges %s: %i as %s (%s)', (api, code, disposition, told) => {
    expect(deliveryError(api, code)).toMatchObject({ disposition, code: told });
  });

  it('takes a card that somebody is just pressing as one to come back to', () => {
    const msg = 'Failed to create card content, ext=ErrCode: 11310; ErrMsg: card action is lock';
    expect(deliveryError(PATCH, 230_099, { msg })).toMatchObject({ disposition: 'retry' });
  });

  it('names the permissions of which one is missing', () => {
    const wanted = [
      { type: 'action_scope_required', subject: 'im:chat' },
      { subject: 'im:chat:create' },
    ];
    const error = deliveryError(CREATE, 99_991_672, { error: { permission_violations: wanted } });
    expect(error).toMatchObject({
      code: '99991672:im:chat|im:chat:create',
      disposition: 'reauthorise',
    });
  });

  it.each([99_991_661, 99_991_663, 99_991_668, 99_991_671])(
    'takes %i as a token that a new one may replace',
    (code) => {
      expect(refused(SEND, code)).toMatchObject({
        is: 'token',
        error: { disposition: 'reauthorise' },
      });
    },
  );

  it('judges a code that is invented later by its HTTP status', () => {
    expect(deliveryError(SEND, 7_000_001).disposition).toBe('give-up');
    expect(refused(SEND, 7_000_001, {}, 503)).toMatchObject({ error: { disposition: 'retry' } });
    expect(refused(SEND, 7_000_001, {}, 429)).toMatchObject({ is: 'limited', scope: 'api' });
  });

  it('keeps what the platform itself said', () => {
    const error = deliveryError(SEND, 230_046);
    expect(codeOf(error)).toBe(230_046);
    expect(refusedWith(error, [230_046])).toBe(true);
    expect(refusedWith(error, [230_047])).toBe(false);
    expect(refusedWith(new DeliveryError('230046', 'give-up'), [230_046])).toBe(false);
  });
});

describe('limits (F-N3)', () => {
  it.each([
    ['of the app, with a time', 99_991_400, 7, 'api', 7_000],
    ['of the app, without one', 99_991_400, undefined, 'api', 1_100],
    ['of a chat', 230_020, undefined, 'place', 1_100],
    ['of a group', 232_019, undefined, 'place', 1_100],
    ['of a message’s pins', 230_047, undefined, 'place', 1_100],
  ])(
    '%s say that nothing was done, and when to come again',
    (_, code, resetS, scope, retryAfterMs) => {
      expect(refused(SEND, code, {}, 400, resetS)).toEqual({ is: 'limited', scope, retryAfterMs });
    },
  );

  it('are told from failures whose fate is unknown', () => {
    expect(isLimited(new DeliveryError('limited', 'retry', { retryAfterMs: 1 }))).toBe(true);
    expect(isLimited(new DeliveryError('network', 'retry'))).toBe(false);
  });
});

describe('what breaks on the way (F-N1)', () => {
  it.each([
    ['a broken connection', new Broken('network'), 'network'],
    ['no answer in time', new Broken('timeout'), 'timeout'],
    ['HTTP 502 from something in between', new Broken('http-502', 502), 'http-502'],
    ['a page of HTML', new Broken('unreadable-answer', 200), 'unreadable-answer'],
    ['anything else', new TypeError('x'), 'unreadable-answer'],
  ])('%s leaves the fate of the call unknown', (_, error, code) => {
    const failure = failureOf(SEND, error);
    expect(failure).toMatchObject({ is: 'failed', error: { code, disposition: 'retry' } });
    expect(failure.is === 'failed' && failure.error.retryAfterMs).toBeUndefined();
  });
});
