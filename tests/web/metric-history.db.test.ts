import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import { openWebStage, type WebStage } from '../support/web-stage.ts';

let stage: WebStage;
afterEach(() => stage.close());

const CHARTS = /data-charts="(?<data>[^"]*)"/u;

interface Drawn {
  readonly metrics: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

const drawn = async (): Promise<Drawn> => {
  const page = await stage.browser().get('/incidents/INC-20261201-01');
  const text = CHARTS.exec(page.text)?.groups?.['data'] ?? '{"metrics":[]}';
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&#34;', '"'));
};
const send = async (at: number, value: number): Promise<void> => {
  const { app } = stage;
  await app.app.ingest.samples([{ metric: 'connectRate', value, at: new Date(at).toISOString() }]);
  await app.settle();
};

describe('the charts of an incident', () => {
  it('draw what monitors sent, from before it began, and what was typed', async () => {
    stage = await openWebStage({ sandbox: true });
    const { app } = stage;
    const ten = app.clock.now();
    await send(ten - 40 * MINUTE, 95);
    await send(ten - 10 * MINUTE, 92);
    await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 华东,华南 --users 300');
    await app.at('10:05');
    await send(ten + 5 * MINUTE, 68);
    await app.at('10:06');
    await app.say('wang', 'room', 'metric connectRate=66');
    const [chart] = (await drawn()).metrics;
    expect(chart).toMatchObject({
      points: [
        [ten - 10 * MINUTE, 92],
        [ten + 5 * MINUTE, 68],
        [ten + 6 * MINUTE, 66],
      ],
    });
    await app.at('10:08');
    await send(ten + 8 * MINUTE, 70);
    expect((await drawn()).metrics[0]?.points.at(-1)).toEqual([ten + 8 * MINUTE, 70]);
  });
});
