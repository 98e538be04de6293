import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardIdOf } from '#app/delivery.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { eventOf, mentionOf } from '../../support/slack/inbound-samples.ts';
import { eventRequest, sendSigned } from '../../support/slack/requests.ts';
import { createSlackTestApp, type SlackTestApp } from '../../support/slack/slack-app.ts';

const KEY = 'INC-20261201-01';

let app: SlackTestApp;
let room: string;
beforeEach(async () => {
  app = await createSlackTestApp({ transport: 'http' });
  await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 全国 --users 5000');
  room = app.room(KEY).id;
});
afterEach(() => closeClean(app));

const tell = async (event: Readonly<Record<string, unknown>>): Promise<void> => {
  const { status } = await sendSigned(app.address, eventRequest(eventOf(event)));
  expect(status).toBe(200);
};
const of = async (type: string): Promise<readonly unknown[]> =>
  (await app.timeline(KEY)).filter((event) => event.type === type).map(({ data }) => data);
const moment = (n: number): string => `1733018500.00000${n}`;

describe('F-E1: what Slack tells in another order than it happened', () => {
  it('a reaction that was taken back does not count when it comes after its removal', async () => {
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    await app.say(
      'li',
      'room',
      'announce draft initial impact=热线 cause=故障 eta=11:15 workaround=官网 nextUpdate=11:00',
    );
    const asking = cardIdOf({ card: 'approval', approval: 'A1.v1' }, KEY, { kind: 'room' });
    const ts = (await app.storage.messagesOf(asking))[0]?.id;
    const reaction = { user: 'U_CHEN', reaction: 'white_check_mark' };
    const about = { ...reaction, item: { type: 'message', channel: room, ts } };
    await tell({ ...about, type: 'reaction_removed', event_ts: '1733018500.200000' });
    await tell({ ...about, type: 'reaction_added', event_ts: '1733018500.100000' });
    await app.settle();
    expect((await app.state()).approvals['A1.v1']?.votes).toEqual({});
    await tell({ ...about, type: 'reaction_added', event_ts: '1733018500.300000' });
    expect(Object.keys((await app.state()).approvals['A1.v1']?.votes ?? {})).toEqual(['chen']);
  });

  it('a note that was edited twice is as its author left it, whatever comes first', async () => {
    const bot = `<@${app.slack.bot.userId}>`;
    const ts = moment(1);
    const said = mentionOf(`${bot} note "切换一次"`, { user: 'U_QIAN', channel: room, ts });
    const edit = (text: string, at: string) => ({
      type: 'message',
      subtype: 'message_changed',
      channel: room,
      channel_type: 'group',
      ts: at,
      message: { type: 'message', user: 'U_QIAN', ts, text: `${bot} note "${text}"` },
      previous_message: { type: 'message', user: 'U_QIAN', ts, text: 'x' },
    });
    await tell(edit('切换三次', '1733018503.000300'));
    await tell(said);
    await tell(edit('切换两次', '1733018502.000200'));
    expect(await of('note.added')).toMatchObject([{ text: '切换一次' }]);
    expect(await of('note.corrected')).toMatchObject([{ was: '切换一次', text: '切换三次' }]);
  });
});
