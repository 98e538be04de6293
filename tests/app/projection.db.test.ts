import { afterEach, expect, it } from 'vitest';
import { rebuildProjections } from '#app/rebuild.ts';
import { shippedPolicy } from '../support/policy.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const OUTAGE = 'open 系统故障 "热线打不通" --regions 全国';

let app: TestApp;
afterEach(() => app.close());

it('an incident that was called off is not open any more, and a rebuild says the same', async () => {
  app = await createTestApp();
  await app.say('wang', 'duty', OUTAGE);
  await app.say('lin', 'room', 'cancel "误报"');
  await app.say('wang', 'duty', OUTAGE);
  const open = await app.storage.incidents({ open: true, limit: 10 });
  expect(open.map(({ key }) => key)).toEqual(['INC-20261201-02']);
  const [cancelled] = await app.storage.incidents({ open: false, limit: 10 });
  expect(cancelled).toMatchObject({ phase: 'cancelled', closedAt: app.clock.now() });
  expect((await rebuildProjections(app.storage, shippedPolicy)).findings).toEqual([]);
});
