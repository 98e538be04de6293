import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Repertoire } from '../events/gestures.ts';
import type { StormMessenger } from '../events/storm.ts';
import { createHandClock } from '../hand-clock.ts';
import { payloadsOf, requestOf } from './gesture-requests.ts';
import { sendSigned } from './requests.ts';
import { createSlackTestApp, openFake, type SlackTestApp } from './slack-app.ts';

const REPERTOIRE: Repertoire = {
  ways: ['slash', 'mention', 'thread', 'direct', 'press', 'form'],
  // A message that is changed later is known by the one time it was sent with, so a mention is not told twice.
  twins: ['thread', 'direct'],
  changes: ['edit', 'delete'],
  people: ['lin', 'chen', 'qian', 'zhao', 'sun', 'li'],
};
const PROCESSES = ['a', 'b'] as const;
const RETRIES = 3;

/** Slack over HTTP, with two processes on one database; SQLite in a folder of its own unless given. */
export const stormOnSlack = async (databaseUrl?: string): Promise<StormMessenger> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-storm-'));
  const clock = createHandClock(Date.parse('2026-12-01T02:04:00Z'));
  const slack = await openFake({ transport: 'http', tiers: 'off' }, clock);
  const database = databaseUrl === undefined ? {} : { databaseUrl };
  const common = { dir, outside: { slack, clock }, ...database };
  let apps: SlackTestApp[] = [];
  return {
    repertoire: REPERTOIRE,
    violations: slack.violations,
    open: async (generation) => {
      apps = [];
      for (const name of PROCESSES)
        apps.push(
          await createSlackTestApp({
            ...common,
            transport: 'http',
            process: `${generation}${name}`,
          }),
        );
      return apps;
    },
    tell: async (gestures, ground) => {
      const bot = slack.bot.userId;
      const payloads = payloadsOf(gestures, { ...ground, bot, direct: slack.directChannel });
      return async (one) => {
        const payload = payloads[one.gesture] ?? {};
        const address = apps[one.process]?.address ?? '';
        const request = requestOf(payload, one);
        // Slack sends an event three times more that is not acknowledged.
        for (let retry = 0; ; retry += 1) {
          const { status } = await sendSigned(address, request, one.copy + retry);
          if (status === 200) return [];
          if (status !== 503 || retry === RETRIES) return [`${status}: ${JSON.stringify(payload)}`];
        }
      };
    },
    rooms: () => slack.channels().flatMap(({ id, name }) => (name.startsWith('inc-') ? [id] : [])),
    close: async () => {
      await slack.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
