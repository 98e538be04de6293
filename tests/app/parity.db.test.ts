import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REGISTRY } from '#commands/registry.ts';
import type { Locale } from '#domain/locale.ts';
import { NAMES } from '../support/two-messengers/side.ts';
import { createStage } from '../support/two-messengers/stage.ts';
import { createTestApp } from '../support/test-app.ts';
import type { Acts } from '../support/sights.ts';

const START = '2026-12-01T02:00:00Z';
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';

/** They end the incident, so that all others are said before. */
const LAST = ['resolve', 'close', 'reopen', 'cancel'];
/** Answers that name the messenger or the account there. */
const OF_THE_MESSENGER = ['whoami', 'bind'];

const COMMANDS = REGISTRY.flatMap(({ commands }) => commands)
  .filter(({ id }) => !OF_THE_MESSENGER.includes(id))
  .toSorted((a, b) => LAST.indexOf(a.id) - LAST.indexOf(b.id));

/** What somebody is told who says every example of the help, one after the other. */
const answersOn = async (
  { say }: Pick<Acts, 'say'>,
  locale: Locale,
): Promise<ReadonlyMap<string, string>> => {
  await say('wang', 'duty', OPEN);
  await say('lin', 'room', 'grade 重大 "全国不可用"');
  await say('lin', 'dm', `language ${locale}`);
  const told = new Map<string, string>();
  for (const { id, example } of COMMANDS)
    told.set(id, (await say('lin', 'room', example[locale])).text);
  return told;
};

const onSandbox = async (locale: Locale): Promise<ReadonlyMap<string, string>> => {
  const app = await createTestApp({ start: START });
  const told = await answersOn(app, locale);
  await app.close();
  return told;
};
const onOne = async (
  name: (typeof NAMES)[number],
  locale: Locale,
): Promise<ReadonlyMap<string, string>> => {
  const everywhere = { slack: 'here', feishu: 'here too' };
  const stage = await createStage({
    start: START,
    warRooms: [name],
    people: (people) => people.map((person) => ({ ...person, accounts: everywhere })),
  });
  const told = await answersOn(stage[name], locale);
  await stage.close();
  return told;
};

/** Entries of the timeline say through which messenger they came. */
const unnamed = (text: string): string =>
  text.replace(/slack|feishu|飞书/giu, '…').replace(/(?<=\d\d:\d\d |\| )[SF] /gu, '');
const titleOf = (text: string): string | undefined => text.split('\n')[0];

describe.each(['zh-CN', 'en'] as const)('the example of every verb, in %s', (locale) => {
  const told = new Map<string, ReadonlyMap<string, string>>();
  beforeAll(async () => {
    told.set('sandbox', await onSandbox(locale));
    for (const name of NAMES) told.set(name, await onOne(name, locale));
  });
  afterAll(() => told.clear());

  it.each(COMMANDS.map(({ id }) => id))('is answered the same in every messenger: %s', (id) => {
    const [sandbox = '', slack = '', feishu = ''] = [...told.values()].map((all) => all.get(id));
    expect(unnamed(feishu)).toBe(unnamed(slack));
    // The app on the sandbox has pages to link to.
    expect(titleOf(sandbox)).toBe(titleOf(slack));
    expect(sandbox).not.toMatch(/内部错误|internal error/iu);
  });
});
