type Args = Readonly<Record<string, unknown>>;

const quiet = { unfurl_links: false, unfurl_media: false };
export const post = (more: Args): Args => ({ channel: 'C_DUTY', text: 'words', ...quiet, ...more });
export const header = (words: string): Args => ({
  type: 'header',
  text: { type: 'plain_text', text: words },
});
export const section = (words: string, more: Args = {}): Args => ({
  type: 'section',
  text: { type: 'mrkdwn', text: words },
  ...more,
});
export const button = (actionId: string): Args => ({
  type: 'button',
  action_id: actionId,
  text: { type: 'plain_text', text: 'Press' },
});
export const actions = (...elements: readonly Args[]): Args => ({ type: 'actions', elements });
export const modal = (...blocks: readonly Args[]): Args => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'Title' },
  blocks,
});

/** Every kind of mistake, how Slack answers it, and what the fake says of it. */
export const MISTAKES: readonly (readonly [string, string, Args, string | undefined, RegExp])[] = [
  ['an unknown method', 'chat.shout', {}, 'unknown_method', /unknown method/u],
  [
    'a method a war room does not need',
    'admin.apps.approve',
    {},
    'unknown_method',
    /not a method/u,
  ],
  [
    'the bot token for Socket Mode',
    'apps.connections.open',
    {},
    'not_allowed_token_type',
    /bot token/u,
  ],
  [
    'an argument nobody knows',
    'chat.postMessage',
    post({ color: 'red' }),
    'invalid_arg_name',
    /color/u,
  ],
  ['a missing argument', 'conversations.create', {}, 'invalid_arguments', /missing argument name/u],
  [
    'an argument only documentation makes optional',
    'bookmarks.add',
    { channel_id: 'C_DUTY', title: 'x', type: 'link' },
    'invalid_arguments',
    /missing argument link/u,
  ],
  [
    'an argument of the wrong type',
    'conversations.create',
    { name: 'x', is_private: 'perhaps' },
    'invalid_arguments',
    /is_private/u,
  ],
  [
    'a scope the app was not granted',
    'reactions.add',
    { channel: 'C_DUTY', name: 'eyes', timestamp: '1.000000' },
    'missing_scope',
    /missing scope reactions:write/u,
  ],
  [
    'a token among the arguments',
    'auth.test',
    { token: 'xoxb-fake-bot-token' },
    undefined,
    /token among/u,
  ],
  [
    'a header of 151 characters',
    'chat.postMessage',
    post({ blocks: [header('x'.repeat(151))] }),
    'invalid_blocks',
    /blocks:/u,
  ],
  [
    'a section of 3,001 characters',
    'chat.postMessage',
    post({ blocks: [section('x'.repeat(3001))] }),
    'invalid_blocks',
    /blocks:/u,
  ],
  [
    '51 blocks',
    'chat.postMessage',
    post({ blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) }),
    'invalid_blocks',
    /51 blocks/u,
  ],
  [
    'a block that belongs into modals only',
    'chat.postMessage',
    post({ blocks: [{ type: 'alert', text: { type: 'mrkdwn', text: 'x' } }] }),
    'invalid_blocks',
    /does not belong into a message/u,
  ],
  [
    'a block_id used twice',
    'chat.postMessage',
    post({ blocks: [section('a', { block_id: 'b' }), section('c', { block_id: 'b' })] }),
    'invalid_blocks',
    /duplicate block_id b/u,
  ],
  [
    'an action_id used twice',
    'chat.postMessage',
    post({ blocks: [actions(button('a')), actions(button('a'))] }),
    'invalid_blocks',
    /duplicate action_id a/u,
  ],
  [
    'blocks of more than 13,200 characters',
    'chat.postMessage',
    post({ blocks: Array.from({ length: 5 }, () => section('x'.repeat(2900))) }),
    'msg_blocks_too_long',
    /14500 characters/u,
  ],
  [
    'blocks without text',
    'chat.postMessage',
    { channel: 'C_DUTY', ...quiet, blocks: [section('a')] },
    undefined,
    /blocks without text/u,
  ],
  [
    'a long text in a new message',
    'chat.postMessage',
    post({ text: 'x'.repeat(4001) }),
    undefined,
    /text of 4001/u,
  ],
  [
    'a long text in an edit',
    'chat.update',
    { channel: 'C_DUTY', ts: '1.000000', text: 'x'.repeat(4001) },
    'msg_too_long',
    /text of 4001/u,
  ],
  [
    'unfurling',
    'chat.postMessage',
    { channel: 'C_DUTY', text: 'x', unfurl_links: false },
    undefined,
    /unfurl/u,
  ],
  ['link_names', 'chat.postMessage', post({ link_names: true }), undefined, /link_names/u],
  ['parse:full', 'chat.postMessage', post({ parse: 'full' }), undefined, /parse:full/u],
  [
    '@channel in text',
    'chat.postMessage',
    post({ text: 'look <!channel>' }),
    undefined,
    /live entity <!channel>/u,
  ],
  [
    '@here in mrkdwn',
    'chat.postMessage',
    post({ blocks: [section('look <!here>')] }),
    undefined,
    /live entity <!here>/u,
  ],
  [
    'a mention in mrkdwn',
    'chat.postMessage',
    post({ blocks: [section('<@U_LIN>')] }),
    undefined,
    /live entity <@U_LIN>/u,
  ],
  [
    'a broadcast leaf',
    'chat.postMessage',
    post({
      blocks: [
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'channel' }] },
          ],
        },
      ],
    }),
    undefined,
    /live entity @channel/u,
  ],
  [
    'metadata over 1 kB',
    'chat.postMessage',
    post({ metadata: { event_type: 'x', event_payload: { a: 'x'.repeat(1000) } } }),
    undefined,
    /metadata over 1 kB/u,
  ],
  [
    'metadata without a payload',
    'chat.postMessage',
    post({ metadata: { op: 'x' } }),
    undefined,
    /metadata without/u,
  ],
  [
    'two changes of a canvas at once',
    'canvases.edit',
    { canvas_id: 'F1', changes: [{ operation: 'delete' }, { operation: 'delete' }] },
    'canvas_not_found',
    /2 changes/u,
  ],
  ['a list of people without limit', 'users.list', {}, 'limit_required', /no limit/u],
  [
    'a history of 1,000 messages',
    'conversations.history',
    { channel: 'C_DUTY', limit: 1000 },
    'invalid_limit',
    /limit 1000/u,
  ],
  [
    'a modal title of 25 characters',
    'views.open',
    {
      trigger_id: 'x',
      view: { ...modal(section('a')), title: { type: 'plain_text', text: 'x'.repeat(25) } },
    },
    'invalid_arguments',
    /view: \/title/u,
  ],
  [
    'a table in a modal',
    'views.open',
    { trigger_id: 'x', view: modal({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }) },
    'invalid_arguments',
    /view:/u,
  ],
  [
    'a trigger that never was',
    'views.open',
    { trigger_id: 'x', view: modal(section('a')) },
    'invalid_trigger_id',
    /invalid_trigger_id/u,
  ],
];
