import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card, Form } from '#cards/card.ts';
import type { Answer, Inbound } from '#ports/messenger.ts';
import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import {
  createListener,
  createTestSandbox,
  serve,
  START,
  type Served,
} from '../../support/sandbox/test-sandbox.ts';

interface State {
  readonly me: string;
  readonly people: readonly unknown[];
  readonly rooms: readonly { readonly id: string; readonly unread: number }[];
  readonly messages: readonly { readonly n: number; readonly text: string }[];
  readonly clock: unknown;
}
interface Outcome {
  readonly message: { readonly id: string };
}

const read = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const card = (title: string): Card => ({ title, tone: 'info', fallback: title, elements: [] });
const form: Form = { command: 'open', title: '开启事件', fields: [], submit: '开启' };
const receiptId = 'receipt-0001';

describe('the sandbox over HTTP', () => {
  let sandbox: Sandbox;
  let served: Served;
  let received: Inbound[];
  let answer: (inbound: Inbound) => Answer;
  const get = (path: string) => fetch(`${served.url}${path}`);
  const post = (path: string, body: unknown) =>
    fetch(`${served.url}/api${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  beforeEach(async () => {
    sandbox = createTestSandbox();
    answer = () => ({});
    const listener = createListener((inbound) => answer(inbound));
    received = listener.received;
    await sandbox.listen(listener.inbox);
    served = await serve(sandbox);
  });
  afterEach(() => served.close());

  it('serves the page, its parts and three modules, and nothing else of the disk', async () => {
    expect(await (await get('')).text()).toContain('<div id="app">');
    const assets = fileURLToPath(new URL('../../../adapters/sandbox/public/', import.meta.url));
    for (const file of readdirSync(assets)) {
      const response = await get(`/assets/${file}`);
      expect([file, response.status]).toEqual([file, 200]);
      expect(await response.text()).toBe(readFileSync(`${assets}${file}`, 'utf8'));
    }
    for (const module of ['preact.js', 'hooks.js', 'htm.js']) {
      const response = await get(`/modules/${module}`);
      expect(response.headers.get('content-type')).toContain('javascript');
      expect(await response.text()).not.toMatch(/from\s*"preact"/);
    }
    for (const path of [
      '/modules/express.js',
      '/modules/constructor',
      '/assets/..%2fhttp.ts',
      '/assets/%2e%2e/http.ts',
      '/nothing',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it('allows the page no script, style or picture but its own', async () => {
    const policy = (await get('')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const page = await (await get('')).text();
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page).not.toMatch(/ (?:on\w+|style)=/);
  });

  it('shows a person their rooms, messages, people and clock', async () => {
    await sandbox.post(
      { kind: 'direct', account: { platform: 'sandbox', id: 'wang' } },
      card('请核实'),
      { key: 'k', uncertain: false, since: 0 },
    );
    const state = await read<State>(await get('/api/state?as=wang'));
    expect(state).toMatchObject({
      me: 'wang',
      company: '晨星',
      clock: { now: START, rate: 1, nextDue: null },
    });
    expect(state.people).toHaveLength(9);
    expect(state.rooms.map((room) => room.id)).toEqual([
      'duty',
      'command',
      'feed',
      'agents',
      'dm-wang',
    ]);
    expect(state.messages).toMatchObject([
      { room: 'dm-wang', author: null, card: { title: '请核实' } },
    ]);
    expect(state.rooms[4]).toMatchObject({ unread: 1, joined: true });
  });

  it('takes a command and gives the private answer, once for one receipt', async () => {
    answer = () => ({ card: card('好的') });
    const body = { as: 'wang', where: 'duty', line: '/status', receiptId };
    const first = await read<Outcome>(await post('/command', body));
    const second = await (await post('/command', body)).json();
    expect(first.message).toMatchObject({
      private: true,
      command: '/status',
      card: { title: '好的' },
    });
    expect(second).toEqual(first);
    expect(received.map((one) => one.receiptId)).toEqual([receiptId, receiptId]);
  });

  it('gives a form to fill in and the errors of its fields', async () => {
    answer = (inbound) =>
      inbound.kind === 'submit' ? { fieldErrors: { title: '缺标题' } } : { form };
    const opened = await post('/command', { as: 'wang', where: 'duty', line: '/open', receiptId });
    expect(await opened.json()).toEqual({ form });
    const submitted = await post('/submit', {
      as: 'wang',
      where: 'duty',
      command: 'open',
      values: {},
      receiptId: 'receipt-0002',
    });
    expect(await submitted.json()).toEqual({ fieldErrors: { title: '缺标题' } });
  });

  it('takes replies, reactions, edits, deletions, joins and what was read', async () => {
    const said = await read<Outcome>(
      await post('/reply', { as: 'wang', where: 'duty', text: '看一下', receiptId }),
    );
    const { id } = said.message;
    expect(
      (
        await post('/react', {
          as: 'lin',
          message: id,
          emoji: 'eyes',
          added: true,
          receiptId: 'receipt-0002',
        })
      ).status,
    ).toBe(200);
    expect(
      (await post('/edit', { as: 'wang', message: id, text: '再看', receiptId: 'receipt-0003' }))
        .status,
    ).toBe(200);
    const state = await read<State>(await get('/api/state?as=lin'));
    expect(state.messages).toMatchObject([
      { text: '再看', reactions: [{ emoji: 'eyes', people: ['lin'] }] },
    ]);
    expect(state.rooms[0]?.unread).toBe(1);
    await post('/read', { as: 'lin', where: 'duty', upto: state.messages[0]?.n });
    expect((await read<State>(await get('/api/state?as=lin'))).rooms[0]?.unread).toBe(0);
    expect(
      (await post('/delete', { as: 'wang', message: id, receiptId: 'receipt-0004' })).status,
    ).toBe(200);
    expect(
      (await post('/join', { as: 'lin', where: 'duty', receiptId: 'receipt-0005' })).status,
    ).toBe(200);
    expect(received.map(({ kind }) => kind)).toEqual(['reaction', 'edited', 'deleted', 'joined']);
  });

  it('pages back through a room', async () => {
    for (let n = 0; n < 130; n += 1)
      sandbox.world.addMessage({ room: 'duty', author: 'lin', text: String(n) });
    const state = await read<State>(await get('/api/state?as=wang'));
    expect(state.messages).toHaveLength(120);
    const first = state.messages[0]?.n;
    const { messages } = await read<State>(
      await get(`/api/messages?as=wang&room=duty&before=${first}`),
    );
    expect(messages.map((message) => message.text)).toEqual(
      Array.from({ length: 10 }, (_, n) => String(n)),
    );
  });

  it('moves the clock: rate, jump, pause, and to the next deadline', async () => {
    await served.close();
    sandbox = createTestSandbox({
      engine: { nextDue: async () => START + 600_000, settled: async () => {} },
    });
    served = await serve(sandbox);
    const clock = async (body: unknown) =>
      (await read<{ readonly clock: { readonly now: number } }>(await post('/clock', body))).clock;
    expect(await clock({ rate: 60 })).toMatchObject({ rate: 60, nextDue: START + 600_000 });
    expect(await clock({ advanceMs: 1_000 })).toMatchObject({ now: START + 1_000 });
    expect(await clock({ pause: true })).toMatchObject({ rate: 0 });
    expect(await clock({ pause: false })).toMatchObject({ rate: 60 });
    expect((await clock({ skip: true })).now).toBe(START + 599_000);
    expect((await clock({ skip: true })).now).toBe(START + 601_000);
    expect((await post('/clock', { advanceMs: -5 })).status).toBe(400);
    expect((await post('/clock', { rate: 1, advanceMs: 5 })).status).toBe(400);
  });

  it('has no clock to move on real time', async () => {
    await served.close();
    sandbox = createTestSandbox({ realTime: true });
    served = await serve(sandbox);
    expect((await read<State>(await get('/api/state?as=wang'))).clock).toBeNull();
    expect((await post('/clock', { rate: 60 })).status).toBe(409);
    expect((await post('/player', { do: 'play', script: 'e1' })).status).toBe(409);
  });

  it.each([
    [
      'a person nobody knows',
      '/command',
      { as: 'nobody', where: 'duty', line: '/x', receiptId },
      404,
      'unknown-person',
    ],
    [
      'a room one may not see',
      '/command',
      { as: 'zhou', where: 'duty', line: '/x', receiptId },
      404,
      'unknown-room',
    ],
    [
      'an empty line',
      '/command',
      { as: 'wang', where: 'duty', line: '  ', receiptId },
      422,
      'empty',
    ],
    [
      'a line of a novel',
      '/command',
      { as: 'wang', where: 'duty', line: 'x'.repeat(4_001), receiptId },
      422,
      'too-long',
    ],
    ['a missing field', '/command', { as: 'wang', line: '/x', receiptId }, 400, 'invalid'],
    [
      'a receipt one could guess',
      '/command',
      { as: 'wang', where: 'duty', line: '/x', receiptId: '1' },
      400,
      'invalid',
    ],
    [
      'an emoji that is none',
      '/react',
      { as: 'wang', message: 'm1', emoji: '<b>', added: true, receiptId },
      400,
      'invalid',
    ],
    [
      'a message that is none',
      '/react',
      { as: 'wang', message: 'm9', emoji: 'x', added: true, receiptId },
      404,
      'unknown-message',
    ],
    ['a script that is none', '/player', { do: 'play', script: 'e99' }, 404, 'unknown-script'],
  ])('answers %s with a problem', async (_name, path, body, status, code) => {
    const response = await post(path, body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ type: `urn:fenghuo:sandbox:${code}`, status });
    expect(received).toEqual([]);
  });

  it('answers broken JSON, a huge body, a wrong method and an unknown path with problems', async () => {
    const raw = (body: string) =>
      fetch(`${served.url}/api/command`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
    const statuses = [
      (await raw('{')).status,
      (await raw(JSON.stringify({ line: 'x'.repeat(1_100_000) }))).status,
      (await get('/api/command')).status,
      (await get('/api/nothing')).status,
    ];
    expect(statuses).toEqual([400, 413, 405, 404]);
    expect((await get('/api/command')).headers.get('allow')).toBe('POST');
  });

  it('says 503 until Fenghuo listens, so that the page tries again', async () => {
    const fresh = createTestSandbox();
    const other = await serve(fresh);
    const response = await fetch(`${other.url}/api/command`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: 'wang', where: 'duty', line: '/x', receiptId }),
    });
    expect(response.status).toBe(503);
    await other.close();
  });

  it('answers a bug with 500 and without its insides', async () => {
    answer = () => {
      throw new Error('secret path /work');
    };
    const response = await post('/command', { as: 'wang', where: 'duty', line: '/x', receiptId });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });
});
