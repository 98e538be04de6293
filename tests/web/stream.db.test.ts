import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWebStage, type WebStage } from '../support/web-stage.ts';

interface Told {
  readonly id: number | undefined;
  readonly event: string;
  readonly data: {
    readonly version: number;
    readonly entries: readonly { readonly hour: string; readonly html: string }[];
    readonly sections: Readonly<Record<string, string>>;
  };
}

let stage: WebStage;
let key: string;
let open: AbortController[] = [];

beforeEach(async () => {
  stage = await openWebStage({ sandbox: true });
  await stage.app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
  key = (await stage.app.storage.incidents({ limit: 1 }))[0]?.key ?? '';
});
afterEach(async () => {
  for (const one of open) one.abort();
  open = [];
  await stage.close();
});

const parsed = (block: string): Told => {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}: (?<value>.*)$`, 'mu').exec(block)?.groups?.['value'];
  const id = field('id');
  return {
    id: id === undefined ? undefined : Number(id),
    event: field('event') ?? '',
    data: JSON.parse(field('data') ?? '{}') as Told['data'],
  };
};

async function* changesIn(response: Response): AsyncGenerator<Told, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) if (block.includes('event: change')) yield parsed(block);
  }
  return undefined;
}

/** Opens the stream and reads its changes one after another, as a browser would. */
const follow = async (
  headers: Readonly<Record<string, string>> = {},
  query = '',
): Promise<AsyncGenerator<Told, undefined>> => {
  const ending = new AbortController();
  open.push(ending);
  const response = await fetch(`${stage.address}/incidents/${key}/stream${query}`, {
    headers,
    signal: ending.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  return changesIn(response);
};

const versionNow = async (): Promise<number> => (await stage.app.storage.load(key)).head.version;

describe('the stream of an incident', () => {
  it('tells what happens with the version as its id, and the parts that look different', async () => {
    const next = (await follow()).next();
    await stage.app.say('lin', key, 'grade 重大 "全国"');
    const { value } = await next;
    expect(value?.id).toBe(value?.data.version);
    expect(value?.data.entries.map(({ html }) => html).join('')).toContain('重大');
    expect(Object.keys(value?.data.sections ?? {})).toContain('head');
    expect(value?.data.sections['head']).toContain('重大');
    expect(Object.keys(value?.data.sections ?? {})).not.toContain('metrics');
  });

  it('resumes after the last event a browser knows, and tells each of the missed ones once', async () => {
    const before = await versionNow();
    await stage.app.say('lin', key, 'update "切换到备用线路"');
    await stage.app.say('lin', key, 'note "第一次失败"');
    const now = await versionNow();
    const { value } = await (await follow({ 'last-event-id': String(before) })).next();
    expect(value?.id).toBe(now);
    const texts = value?.data.entries.map(({ html }) => html) ?? [];
    expect(texts.filter((html) => html.includes('切换到备用线路'))).toHaveLength(1);
    expect(texts.filter((html) => html.includes('第一次失败'))).toHaveLength(1);
  });

  it('starts from the version the page was drawn at, and takes nonsense for now', async () => {
    const before = await versionNow();
    await stage.app.say('lin', key, 'note "在页面打开之后"');
    const { value } = await (await follow({}, `?after=${before}`)).next();
    expect(value?.data.entries.at(-1)?.html).toContain('在页面打开之后');
    const next = (await follow({ 'last-event-id': 'DROP TABLE' })).next();
    await stage.app.say('lin', key, 'note "后来"');
    expect((await next).value?.data.entries).toHaveLength(1);
  });

  it('tells every language in its words, from one change', async () => {
    const chinese = await follow({ 'accept-language': 'zh-CN' });
    const english = await follow({ 'accept-language': 'en' });
    const both = Promise.all([chinese.next(), english.next()]);
    await stage.app.say('lin', key, 'grade 较大 "华东"');
    const [zh, en] = await both;
    expect(zh.value?.data.sections['head']).toContain('指挥长');
    expect(en.value?.data.sections['head']).toContain('Commander');
  });

  it('draws a corrected entry anew, beside its correction', async () => {
    await stage.app.say('lin', key, '@烽火 note "切换失败一次"');
    const said = stage.app.messages(key).find(({ text }) => text.startsWith('@烽火'));
    const next = (await follow()).next();
    await stage.app.sandbox.actions.edit(
      { as: 'lin', receiptId: 'edit-of-the-note' },
      { message: said?.id ?? '', text: '@烽火 note "切换失败两次"' },
    );
    await stage.app.settle();
    const texts = (await next).value?.data.entries.map(({ html }) => html) ?? [];
    expect(texts.some((html) => html.includes('<ins>'))).toBe(true);
    expect(texts.some((html) => html.includes('已更正'))).toBe(true);
  });

  it('ends for a session that was ended, and for whoever may no longer read', async () => {
    const closed = await openWebStage();
    try {
      await closed.app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
      const [row] = await closed.app.storage.incidents({ limit: 1 });
      const reader = await closed.signedIn('standby12');
      const cookie = [...reader.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(`${closed.address}/incidents/${row?.key}/stream`, {
        headers: { cookie },
      });
      expect(response.status).toBe(200);
      const all = response.text();
      // A confidential playbook makes the incident confidential (E3).
      await closed.app.say('lin', row?.key ?? '', 'playbook attach product-quality');
      expect(await all).not.toContain('product-quality');
    } finally {
      await closed.close();
    }
  });
});
