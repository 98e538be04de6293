import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { playE1 } from '../../story/play-e1.ts';
import { storedIn } from '../../support/crash-dump.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { visibleIn } from '../../support/slack/crash-world.ts';
import type { FakeSlack } from '../../support/slack/fake-slack.ts';
import { sendRaw } from '../../support/slack/requests.ts';
import { createSlackTestApp, openFake, type SlackTestApp } from '../../support/slack/slack-app.ts';
import { channelOf } from '../../support/slack/slack-sights.ts';
import { type Captured, openTap, type Tap } from '../../support/slack/tap.ts';

const START = '2026-12-01T02:04:00Z';
const REPLAYED = 100;

let dir: string;
let slack: FakeSlack;
let app: SlackTestApp;
let tap: Tap;
const clock = createHandClock(Date.parse(START));

const start = async (): Promise<void> => {
  app = await createSlackTestApp({ transport: 'http', dir, outside: { slack, clock } });
  slack.deliverTo(tap.address);
};

/** What E1 does not need: mentions, chat that is on the timeline, buttons, forms, shortcuts, home. */
const everyGesture = async (): Promise<void> => {
  const room = channelOf(slack, 'room');
  const bot = slack.bot.userId;
  const { ts } = await slack.say('U_LIN', room, `<@${bot}> note "由提及记下"`);
  await slack.edit('U_LIN', room, ts, `<@${bot}> note "由提及记下，后来改过"`);
  const gone = await slack.say('U_LIN', room, `<@${bot}> note "会删除"`);
  await slack.erase('U_LIN', room, gone.ts);
  await slack.say('U_LIN', slack.directChannel('U_LIN'), 'note "私聊记下"');
  const card = slack.messages(room).find(({ pinned }) => pinned);
  await slack.press('U_LIN', { channel: room, ts: card?.ts ?? '' }, '清单');
  const said = await slack.say('U_QIAN', room, '备用线路已接通');
  await slack.shortcut('U_LIN', 'record_message', room, said.ts);
  await vi.waitFor(() => expect(slack.modalOf('U_LIN')).toBeDefined());
  await slack.submit('U_LIN', {});
  await slack.openHome('U_LIN');
  await app.settle();
};

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-replays-'));
  slack = await openFake({ transport: 'http' }, clock);
  tap = await openTap(() => app.address);
  await start();
  const { say } = app;
  const react: typeof app.react = async (person, approval, emoji, added) => {
    const known = Object.values((await app.state()).approvals);
    await app.react(
      person,
      known.findLast(({ ref }) => ref === approval)?.id ?? approval,
      emoji,
      added,
    );
  };
  // All of it within the five minutes for which a signature holds.
  const at = async (time: string): Promise<void> => {
    await app.settle();
    if (time === '10:34') await everyGesture();
  };
  await playE1.whole({ say, react, at });
});
afterAll(async () => {
  await app.close();
  await tap.close();
  await slack.close();
  rmSync(dir, { recursive: true, force: true });
});

const kindOf = ({ body }: Captured): string => {
  const text = new TextDecoder().decode(body);
  if (text.startsWith('{')) {
    const { event } = JSON.parse(text) as { readonly event: Readonly<Record<string, string>> };
    return [event['type'], event['subtype']].filter(Boolean).join(' ');
  }
  const payload = new URLSearchParams(text).get('payload');
  return payload === null ? 'command' : (JSON.parse(payload) as { readonly type: string }).type;
};

/** As many as wanted, and of every kind some. */
const chosen = (): readonly Captured[] => {
  const byKind = [...Map.groupBy(tap.captured, kindOf).values()];
  const rounds = Math.max(...byKind.map(({ length }) => length));
  const mixed = Array.from({ length: rounds }, (_, n) =>
    byKind.flatMap((list) => list.slice(n, n + 1)),
  );
  return mixed.flat().slice(0, REPLAYED);
};

const replayAll = async (all: readonly Captured[]) => {
  const otherwise: unknown[] = [];
  for (const one of all) {
    const { body, headers, answer } = one;
    const again = await sendRaw(app.address, { body, headers });
    if (again.status !== answer.status || again.body !== answer.body)
      otherwise.push({ kind: kindOf(one), sent: new TextDecoder().decode(body), answer, again });
  }
  await app.settle();
  return otherwise;
};

const worldNow = () => ({ stored: storedIn(dir), visible: visibleIn(slack) });

describe(`F-E2: ${REPLAYED} requests of a whole incident, sent again within their five minutes`, () => {
  it('are of every kind there is', () => {
    const all = chosen();
    expect(all).toHaveLength(REPLAYED);
    expect([...new Set(all.map(kindOf))].toSorted()).toEqual([
      'app_home_opened',
      'app_mention',
      'block_actions',
      'command',
      'member_joined_channel',
      'message',
      'message channel_join',
      'message channel_purpose',
      'message channel_topic',
      'message file_share',
      'message message_changed',
      'message message_deleted',
      'message_action',
      'reaction_added',
      'view_submission',
    ]);
    expect(slack.violations).toEqual([]);
  });

  it('get the same answers, and have no effect', async () => {
    const before = worldNow();
    const calls = slack.calls.length;
    expect(await replayAll(chosen())).toEqual([]);
    expect(worldNow()).toEqual(before);
    expect(slack.calls.slice(calls)).toEqual([]);
  });

  it('get the same answers from a process that never saw them, and have no effect', async () => {
    await app.close();
    await start();
    const before = worldNow();
    const calls = slack.calls.length;
    expect(await replayAll(chosen())).toEqual([]);
    expect(worldNow()).toEqual(before);
    const opened = slack.calls.slice(calls).filter(({ method }) => method.startsWith('views.open'));
    expect(opened).toEqual([]);
    expect(slack.violations).toEqual([]);
  });
});
