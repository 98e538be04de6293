import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedIn } from '../../support/crash-dump.ts';
import { closeClean } from '../../support/feishu/close-clean.ts';
import { createFeishuTestApp, type FeishuTestApp } from '../../support/feishu/feishu-app.ts';
import { forgeriesOf } from '../../support/feishu/forgeries.ts';
import { eventOf, mentionOf, messageOf } from '../../support/feishu/inbound-samples.ts';
import { sealedDelivery } from '../../support/feishu/webhook.ts';

const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';
const FORGED = 2_000;
const AT_ONCE = 50;

let app: FeishuTestApp;
beforeAll(async () => {
  app = await createFeishuTestApp({ transport: 'webhook' });
  await app.say('wang', 'duty', OPEN);
});
afterAll(() => closeClean(app));

const who = (person: string) => ({ open_id: `ou_${person}`, union_id: `on_${person}` });
const onCard = (value: object, form?: object) => (token: string) =>
  eventOf(
    'card.action.trigger',
    {
      operator: { tenant_key: 'tenant', ...who('lin') },
      token: 'c-1',
      action: { tag: 'button', value, ...(form === undefined ? {} : { form_value: form }) },
      host: 'im_message',
      context: { open_message_id: 'om_forged', open_chat_id: app.room(KEY).id },
    },
    token,
  );
const said = (person: string, text: string, message: object) => (token: string) =>
  eventOf(
    'im.message.receive_v1',
    messageOf(text, { ...message }, { sender_id: who(person) }),
    token,
  );

/** What would change an incident or open one, were it taken. */
const WANTED: Readonly<Record<string, (n: number) => (token: string) => unknown>> = {
  declaration: (n) => said('wang', `/应急 ${OPEN} --cause 第${n}条`, { chat_id: 'oc_duty' }),
  command: (n) => said('lin', `/应急 note "n${n}"`, { chat_id: app.room(KEY).id }),
  mention: (n) =>
    said('lin', `@_user_1 note "m${n}"`, {
      chat_id: app.room(KEY).id,
      mentions: [mentionOf(1, app.feishu.botOpenId, 'bot')],
    }),
  press: (n) => onCard({ line: `note p${n}`, incident: KEY }),
  form: (n) => onCard({ form: 'note', incident: KEY }, { text: `s${n}` }),
};
const KINDS = Object.values(WANTED);

const post = async (body: string, headers: Readonly<Record<string, string>>, n = 0) => {
  const path = n % 2 === 0 ? 'events' : 'cards';
  const response = await fetch(`${app.address}/${path}`, { method: 'POST', body, headers });
  await response.arrayBuffer();
  return response.status;
};

const forged = async (n: number): Promise<readonly [string, number]> => {
  const wanted = KINDS[n % KINDS.length];
  if (wanted === undefined) throw new Error('nothing to forge');
  const ways = Object.entries(
    forgeriesOf(app.feishu, n, (token) => JSON.stringify(wanted(n)(token))),
  );
  const [name, forge] = ways[Math.floor(n / KINDS.length) % ways.length] ?? [];
  const { body = '', headers = {} } = forge?.() ?? {};
  return [name ?? '', await post(body, headers, n)];
};

describe('F-S1: forged requests to the whole program', () => {
  it(`takes none of ${FORGED}, and stores and says nothing`, async () => {
    const stored = storedIn(app.dir);
    const calls = app.feishu.calls.length;
    const tried = new Set<string>();
    const taken: unknown[] = [];
    for (let from = 0; from < FORGED; from += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, n) => forged(from + n));
      for (const [name, status] of await Promise.all(batch)) {
        tried.add(name);
        if (status !== 401) taken.push([name, status]);
      }
    }
    await app.settle();
    expect(taken).toEqual([]);
    expect(tried.size).toBeGreaterThan(25);
    expect(storedIn(app.dir)).toEqual(stored);
    expect(app.feishu.calls.slice(calls)).toEqual([]);
    expect(await app.storage.incidents({ limit: 10 })).toHaveLength(1);
  });

  it.each(Object.entries(WANTED))(
    'would have taken the %s, had Feishu signed and sealed it',
    async (_, wanted) => {
      const stored = storedIn(app.dir).length;
      const { encryptKey, verificationToken } = app.feishu;
      const plain = JSON.stringify(wanted(9_999)(verificationToken));
      const { body, headers } = sealedDelivery(plain, encryptKey, Date.now());
      expect(await post(body, headers)).toBe(200);
      await app.settle();
      expect(storedIn(app.dir).length).toBeGreaterThan(stored + 1);
    },
  );
});
