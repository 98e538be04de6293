import { expect, vi } from 'vitest';

/** Lets the program take what the monitoring sends. */
export const INGEST_TOKEN = 'a token of the monitoring, long enough';

interface Room {
  readonly id: string;
  readonly kind: string;
}

/** What goes on beside the pages: chat, and what other programs send. */
export interface Sending {
  ingest(to: 'metrics' | 'complaints', body: object): Promise<void>;
  measure(values: Readonly<Record<string, number>>): Promise<void>;
  /** What somebody says in the sandbox, as its own page sends it. */
  say(as: string, where: string, line: string): Promise<void>;
  rooms(): Promise<readonly Room[]>;
  duty(): Promise<string>;
  /** The alert of a scenario, once the watch has raised it. */
  alertOf(scenario: string): Promise<string>;
}

/** To the program under an address that may change when it starts again. */
export const createSending = (address: () => string): Sending => {
  let count = 0;
  const post = (to: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${address()}${to}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const ingest: Sending['ingest'] = async (to, body) => {
    const answer = await post(`ingest/${to}`, body, { authorization: `Bearer ${INGEST_TOKEN}` });
    expect(answer.status).toBe(202);
  };
  const rooms: Sending['rooms'] = async () => {
    const answer = await fetch(`${address()}sandbox/api/state?as=lin`);
    return ((await answer.json()) as Awaited<{ rooms: Room[] }>).rooms;
  };
  return {
    ingest,
    rooms,
    measure: (values) => {
      const samples = Object.entries(values).map(([metric, value]) => ({ metric, value }));
      return ingest('metrics', { samples });
    },
    say: async (as, where, line) => {
      count += 1;
      const said = { as, where, line, receiptId: `pages-${count}-of-the-test` };
      const answer = await post('sandbox/api/command', said);
      expect(`${line} ${answer.status}`).toBe(`${line} 200`);
    },
    duty: async () => (await rooms()).find(({ id }) => id.includes('duty'))?.id ?? '',
    alertOf: (scenario) =>
      vi.waitFor(async () => {
        const listed = await fetch(`${address()}alerts?scenario=${scenario}`);
        const found = /ALT-\d{8}-\d+/u.exec(await listed.text())?.[0];
        if (found === undefined) throw new Error(`no alert of ${scenario} yet`);
        return found;
      }, 15_000),
  };
};
