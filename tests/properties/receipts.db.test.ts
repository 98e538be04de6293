import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { metaOf, placedAt, steps, type Step } from './arbitrary-steps.ts';

const RUNS = 1_000;

let app: TestApp;
afterEach(() => app.close());

describe('what comes in twice', () => {
  it('F-E1: given any command with one receipt, then its repeat changes nothing, and versions have no holes', async () => {
    app = await createTestApp({ start: '2026-12-01T02:00:00Z' });
    const { handler } = app.app;
    let runs = 0;
    let taken = 0;
    let key = '';

    const begin = async (): Promise<string> => {
      const [step] = fc.sample(steps(), { numRuns: 1, seed: runs })[0] ?? [];
      if (step === undefined || step.intent.type !== 'open')
        throw new Error('a run begins with an opening');
      const meta = metaOf(step, app.clock.now());
      const outcome = await handler.open(
        { ...placedAt(step.intent, meta.now), type: 'open' } as typeof step.intent,
        meta,
      );
      if (!('events' in outcome)) throw new Error('the opening was refused');
      return outcome.state.key;
    };

    const twice = async (step: Step): Promise<void> => {
      runs += 1;
      if (runs % 40 === 1) key = await begin();
      const meta = metaOf(step, app.clock.now());
      const intent = placedAt(step.intent, meta.now);
      if (intent.type === 'open') return;
      const receipt = { platform: 'sandbox', id: `r${runs}` };
      const first = await handler.handle(key, intent, meta, { receipt });
      const { head } = await app.storage.load(key);
      const second = await handler.handle(key, intent, meta, { receipt });
      expect((await app.storage.load(key)).head).toEqual(head);
      if (!('events' in first)) return;
      taken += 1;
      if (!('duplicate' in second)) throw new Error(`${intent.type} was taken twice`);
    };

    await fc.assert(
      fc.asyncProperty(steps(), async (run) => {
        const step = run[runs % run.length];
        if (step !== undefined) await twice(step);
      }),
      { numRuns: RUNS },
    );
    expect(taken).toBeGreaterThan(RUNS / 4); // a property that only saw refusals proves nothing
    for (const stream of await app.storage.streams('INC-')) {
      const { head } = await app.storage.load(stream);
      const events = await app.storage.events(stream, 1, 100_000);
      expect(events.map(({ version }) => version)).toEqual(
        Array.from({ length: head.version }, (_, n) => n + 1),
      );
    }
    expect(await app.storage.verify()).toEqual([]);
  }, 120_000);
});
