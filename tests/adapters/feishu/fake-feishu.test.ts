import { afterEach, describe, expect, it } from 'vitest';
import type { FakeFeishuOptions } from '../../support/feishu/create-fake-feishu.ts';
import type { FakeFeishu } from '../../support/feishu/fake-feishu.ts';
import { text } from '../../support/feishu/json.ts';
import type { RawApp } from '../../support/feishu/raw-app.ts';
import {
  cardWith,
  DUTY,
  MESSAGES,
  said,
  shownCard,
  startByHand,
  TO_DUTY,
} from '../../support/feishu/samples.ts';

const open: FakeFeishu[] = [];
afterEach(async () => {
  for (const feishu of open.splice(0)) await feishu.close();
});

const start = async (options: Partial<FakeFeishuOptions> = {}) => {
  const started = await startByHand(options);
  open.push(started.feishu);
  return started;
};

const markdownCard = (content: string) => cardWith([{ tag: 'markdown', content }]);

describe('what the open platform refuses is refused, and held against the app', () => {
  const cases: readonly {
    readonly rule: string;
    readonly code: number;
    readonly call: (app: RawApp) => ReturnType<RawApp['call']>;
  }[] = [
    {
      rule: 'a path that is not there',
      code: 99_991_201,
      call: (app) => app.call('GET', '/open-apis/im/v1/rooms'),
    },
    {
      rule: 'a wrong verb',
      code: 99_991_301,
      call: (app) => app.call('DELETE', '/open-apis/bot/v3/info'),
    },
    {
      rule: 'a path that climbs',
      code: 99_991_201,
      call: (app) => app.call('GET', `${MESSAGES}/%2e%2e%2fchats`),
    },
    {
      rule: 'no token',
      code: 99_991_661,
      call: (app) => app.call('GET', '/open-apis/bot/v3/info', undefined, {}),
    },
    {
      rule: 'a token of no kind',
      code: 99_991_671,
      call: (app) =>
        app.call('GET', '/open-apis/bot/v3/info', undefined, { authorization: 'Bearer xoxb-1' }),
    },
    {
      rule: 'a missing query parameter',
      code: 99_992_402,
      call: (app) => app.call('POST', MESSAGES, said('x')),
    },
    {
      rule: 'a missing field',
      code: 99_992_402,
      call: (app) => app.call('POST', TO_DUTY, { receive_id: 'oc_duty', msg_type: 'text' }),
    },
    {
      rule: 'an unknown field',
      code: 99_992_402,
      call: (app) => app.call('POST', TO_DUTY, { ...said('x'), thread: true }),
    },
    {
      rule: 'an unknown query parameter',
      code: 99_992_402,
      call: (app) => app.call('GET', `${DUTY}?locale=zh`),
    },
    {
      rule: 'a field of another type',
      code: 99_992_402,
      call: (app) => app.call('POST', TO_DUTY, { ...said('x'), content: { text: 'x' } }),
    },
    {
      rule: 'a value outside its enumeration',
      code: 99_992_402,
      call: (app) => app.call('POST', TO_DUTY, { ...said('x'), msg_type: 'markdown' }),
    },
    {
      rule: 'a uuid of more than 50 characters',
      code: 99_992_402,
      call: (app) => app.call('POST', TO_DUTY, said('x', 'u'.repeat(51))),
    },
    {
      rule: 'an id that is none in a path',
      code: 99_992_402,
      call: (app) => app.call('GET', '/open-apis/im/v1/chats/duty'),
    },
    {
      rule: 'a body that is no JSON',
      code: 9499,
      call: (app) =>
        app.call('POST', TO_DUTY, said('x'), {
          authorization: `Bearer ${app.token}`,
          'content-type': 'text/plain',
        }),
    },
    {
      rule: 'content that is no JSON text',
      code: 230_001,
      call: (app) => app.call('POST', TO_DUTY, { ...said('x'), content: 'x' }),
    },
    {
      rule: 'a text over 150 KB',
      code: 230_025,
      call: (app) => app.call('POST', TO_DUTY, said('字'.repeat(52_000))),
    },
    {
      rule: 'a text that mentions everybody',
      code: 230_001,
      call: (app) => app.call('POST', TO_DUTY, said('<at user_id="all">所有人</at>')),
    },
    {
      rule: 'a card that breaks the card rules',
      code: 230_099,
      call: (app) => app.call('POST', TO_DUTY, shownCard(cardWith([{ tag: 'note' }]))),
    },
    {
      rule: 'a card over 30 KB',
      code: 230_025,
      call: (app) => app.call('POST', TO_DUTY, shownCard(markdownCard('字'.repeat(11_000)))),
    },
    {
      rule: 'a card that mentions everybody',
      code: 230_099,
      call: (app) => app.call('POST', TO_DUTY, shownCard(markdownCard('<at id=all></at>'))),
    },
    {
      rule: 'a card that mentions somebody who is not there',
      code: 230_099,
      call: (app) => app.call('POST', TO_DUTY, shownCard(markdownCard('<at id=ou_nobody></at>'))),
    },
    {
      rule: 'a change of a message that is not there',
      code: 230_001,
      call: async (app) => app.call('PATCH', `${MESSAGES}/om_none`, { content: '{}' }),
    },
    {
      rule: 'more than 50 people in a new group',
      code: 99_992_402,
      call: (app) =>
        app.call('POST', '/open-apis/im/v1/chats', {
          name: 'x',
          user_id_list: Array.from({ length: 51 }, () => 'ou_lin'),
        }),
    },
    {
      rule: 'a group name over 60 characters',
      code: 232_001,
      call: (app) => app.call('POST', '/open-apis/im/v1/chats', { name: '长'.repeat(61) }),
    },
    {
      rule: 'the old announcement of a new group',
      code: 232_097,
      call: (app) => app.call('PATCH', `${DUTY}/announcement`, { revision: '1', requests: [] }),
    },
    {
      rule: 'a tab that leads nowhere on the web',
      code: 232_048,
      call: (app) =>
        app.call('POST', `${DUTY}/chat_tabs`, {
          chat_tabs: [{ tab_name: 'x', tab_type: 'url', tab_content: { url: 'javascript:1' } }],
        }),
    },
    {
      rule: 'a meeting without an owner',
      code: 121_003,
      call: (app) =>
        app.call('POST', '/open-apis/vc/v1/reserves/apply', {
          end_time: '1796100000',
          meeting_settings: { topic: 'x' },
        }),
    },
    {
      rule: 'a table with merge_info',
      code: 1_770_001,
      call: async (app) => {
        const { data } = await app.call('POST', '/open-apis/docx/v1/documents', { title: '复盘' });
        const document = text(data['document'] as Readonly<Record<string, unknown>>, 'document_id');
        return app.call(
          'POST',
          `/open-apis/docx/v1/documents/${document}/blocks/${document}/descendant`,
          {
            children_id: ['t'],
            descendants: [
              {
                block_id: 't',
                block_type: 31,
                children: ['c'],
                table: {
                  property: { row_size: 1, column_size: 1, merge_info: [{ row_span: 1 }] },
                },
              },
              { block_id: 'c', block_type: 32, children: ['w'], table_cell: {} },
              { block_id: 'w', block_type: 2, text: { elements: [] } },
            ],
          },
        );
      },
    },
  ];

  it('a change of somebody else’s message', async () => {
    const { feishu, app } = await start();
    const { id } = await feishu.say('ou_lin', 'oc_duty', '一');
    const content = JSON.stringify(cardWith([]));
    expect((await app.call('PATCH', `${MESSAGES}/${id}`, { content })).code).toBe(230_001);
    expect(feishu.violations).toHaveLength(1);
  });

  it.each(cases)('$rule', async ({ code, call }) => {
    const { feishu, app } = await start();
    const answer = await call(app);
    expect(answer.code).toBe(code);
    expect(feishu.violations).toHaveLength(1);
    expect(feishu.calls.at(-1)?.outcome).toBe(String(code));
  });
});
