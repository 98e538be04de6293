import { afterEach, describe, expect, it } from 'vitest';
import { SECOND } from '#domain/time.ts';
import { accountOf } from '../../support/feishu/cast.ts';
import type { FeishuCall, FeishuChat } from '../../support/feishu/fake-feishu.ts';
import { createFeishuTestApp, type FeishuTestApp } from '../../support/feishu/feishu-app.ts';
import { type Burst, declareAtOnce, untilQuiet } from '../../support/outside/burst.ts';

let app: FeishuTestApp;
afterEach(() => app.close());

const WITHIN = 10 * SECOND;
const PER_SECOND = 5;

const burst = async (count: number, limits: number): Promise<Burst> => {
  app = await createFeishuTestApp({ transport: 'webhook', fake: { limits } });
  const declare = async (person: string, line: string): Promise<number> => {
    const { acked } = await app.feishu.say(accountOf(person), 'oc_duty', `/应急 ${line}`);
    return acked?.status ?? 0;
  };
  const declared = await declareAtOnce(app, declare, count, WITHIN);
  await untilQuiet(app, app.feishu);
  return declared;
};

/** Rooms in which people can work: they are inside, and the status card is the top notice, once. */
const usable = (): readonly FeishuChat[] =>
  app.feishu
    .chats()
    .filter(({ name }) => name.includes('INC-'))
    .filter(({ id, members }) => {
      const messages = app.feishu.messages(id);
      const cards = messages.map(({ title }) => title);
      return (
        members.length > 5 &&
        messages.filter(({ topNotice }) => topNotice).length === 1 &&
        new Set(cards).size === cards.length
      );
    });

const READY = /\/(?:chats|members|put_top_notice)$/u;
const isDone = ({ outcome }: FeishuCall): boolean => outcome === '0';
const doneAt = (calls: readonly FeishuCall[]): number =>
  Math.max(...calls.filter(isDone).map(({ at }) => at));

const SENDING = 'POST /open-apis/im/v1/messages';
const targetOf = ({ body }: FeishuCall): string =>
  String((body as { readonly receive_id?: unknown }).receive_id);

/** What a refusal is about: a chat or a person for messages, else the API. */
const limitOf = (call: FeishuCall): string =>
  `${call.outcome} ${call.route === SENDING ? targetOf(call) : call.route.includes('/docx/') ? 'docx' : call.path}`;

describe('F-N3: many incidents declared within 10 s', () => {
  it.each([30, 60])(
    '%i: all usable two seconds after the last command, all said at the pace Feishu allows, nothing refused',
    async (count) => {
      const { began, answered } = await burst(count, 1);
      const { calls, limited, violations } = app.feishu;
      const ready = doneAt(calls.filter(({ route }) => READY.test(route))) - began;
      const sent = Map.groupBy(
        calls.filter(({ route }) => route === SENDING),
        targetOf,
      );
      const said = doneAt([...sent.values()].flat()) - began;
      const most = Math.max(...[...sent.values()].map(({ length }) => length));
      const floor = Math.max(WITHIN, (most / PER_SECOND) * SECOND);
      process.stdout.write(
        `F-N3 Feishu: ${count} rooms in ${ready / SECOND} s, everything said in ${said / SECOND} s, floor ${floor / SECOND} s\n`,
      );
      expect(answered).toEqual(Array.from({ length: count }, () => 200));
      expect(usable()).toHaveLength(count);
      expect(ready).toBeLessThanOrEqual(WITHIN + 2 * SECOND);
      expect(said).toBeLessThanOrEqual(floor * 1.1 + SECOND);
      expect(limited).toEqual([]);
      expect(violations).toEqual([]);
      expect((await app.storage.outboxDepth()).pending).toBe(0);
    },
  );

  it.each([30])(
    '%i, and Feishu allows half of what it publishes: all usable, and nothing is tried before its time',
    async (count) => {
      const { began } = await burst(count, 0.5);
      const { calls, limited, violations } = app.feishu;
      const ready = doneAt(calls.filter(({ route }) => READY.test(route))) - began;
      process.stdout.write(
        `F-N3 Feishu at half the rate: ${count} rooms in ${ready / SECOND} s, ${limited.length} refusals\n`,
      );
      expect(usable()).toHaveLength(count);
      // Called again only after the time that Feishu named.
      expect(violations).toEqual([]);
      expect(limited.length).toBeGreaterThan(0);
      const refused = calls.filter(({ outcome }) => ['230020', '99991400'].includes(outcome));
      for (const [limit, some] of Map.groupBy(refused, limitOf)) {
        // What was under way at the same moment learned it once.
        const times = [...new Set(some.map(({ at }) => at))];
        for (const [n, at] of times.entries())
          expect([limit, at - (times[n - 1] ?? Number.NEGATIVE_INFINITY) >= SECOND]).toEqual([
            limit,
            true,
          ]);
      }
    },
  );
});
