import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedIn } from '../../support/crash-dump.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { FORGERIES } from '../../support/slack/forgeries.ts';
import {
  buttonOf,
  eventOf,
  mentionOf,
  pressOf,
  slashOf,
  submitOf,
  viewOf,
} from '../../support/slack/inbound-samples.ts';
import {
  commandRequest,
  eventRequest,
  interactionRequest,
  sendRaw,
  sendSigned,
  type SlackRequest,
} from '../../support/slack/requests.ts';
import { createSlackTestApp, type SlackTestApp } from '../../support/slack/slack-app.ts';
import { channelOf } from '../../support/slack/slack-sights.ts';

const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';
const FORGED = 2_000;
const AT_ONCE = 50;

let app: SlackTestApp;
beforeAll(async () => {
  app = await createSlackTestApp({ transport: 'http' });
  await app.say('wang', 'duty', OPEN);
});
afterAll(() => closeClean(app));

const bot = () => app.slack.bot.userId;
const at = () => ({ channel: channelOf(app.slack, 'room'), user: 'U_LIN' });
const noteForm = {
  command: 'note',
  title: '记录',
  submit: '提交',
  incident: KEY,
  fields: [{ id: 'text', label: '内容', kind: 'text', required: true }],
} as const;

/** What would change an incident or open one, were it taken. */
const WANTED: Readonly<Record<string, (n: number) => SlackRequest>> = {
  declaration: (n) =>
    commandRequest(
      slashOf(`${OPEN} --cause 第${n}条`, { user_id: 'U_WANG', channel_id: 'C_DUTY' }),
    ),
  command: (n) =>
    commandRequest(slashOf(`note "n${n}"`, { user_id: 'U_LIN', channel_id: at().channel })),
  mention: (n) => eventRequest(eventOf(mentionOf(`<@${bot()}> note "m${n}"`, at()))),
  press: (n) =>
    interactionRequest(
      pressOf(buttonOf({ line: `note p${n}`, incident: KEY }), {
        channel: { id: at().channel },
        user: { id: 'U_LIN' },
      }),
    ),
  form: (n) =>
    interactionRequest({
      ...submitOf(viewOf(noteForm, { text: `s${n}` }, at().channel)),
      user: { id: 'U_LIN' },
    }),
};

const KINDS = Object.values(WANTED);
const WAYS = Object.entries(FORGERIES);

const forged = async (n: number): Promise<readonly [string, number]> => {
  const [name, forge] = WAYS[n % WAYS.length] ?? ['', undefined];
  const wanted = KINDS[Math.floor(n / WAYS.length) % KINDS.length];
  if (forge === undefined || wanted === undefined) throw new Error('nothing to forge');
  const { body: right, contentType } = wanted(n);
  const { body, headers } = forge(right, n);
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  const { status } = await sendRaw(app.address, {
    body,
    headers: [['content-type', contentType], ...pairs],
  });
  return [name, status];
};

describe('F-S1: forged requests to the whole program', () => {
  it(`takes none of ${FORGED}, in ${WAYS.length} ways, and stores and says nothing`, async () => {
    const stored = storedIn(app.dir);
    const calls = app.slack.calls.length;
    const taken: unknown[] = [];
    for (let from = 0; from < FORGED; from += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, n) => forged(from + n));
      for (const [name, status] of await Promise.all(batch))
        if (status !== 401) taken.push([name, status]);
    }
    await app.settle();
    expect(taken).toEqual([]);
    expect(storedIn(app.dir)).toEqual(stored);
    expect(app.slack.calls.slice(calls)).toEqual([]);
    expect(await app.storage.incidents({ limit: 10 })).toHaveLength(1);
  });

  it.each(Object.entries(WANTED))(
    'would have taken the %s, had Slack signed it',
    async (_, wanted) => {
      const stored = storedIn(app.dir).length;
      expect(await sendSigned(app.address, wanted(9_999))).toMatchObject({ status: 200 });
      await app.settle();
      expect(storedIn(app.dir).length).toBeGreaterThan(stored + 1);
    },
  );
});
