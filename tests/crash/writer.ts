// A Fenghuo that commits as fast as it can until somebody kills it:
//   node tests/crash/writer.ts <folder> [open]
// Every receipt goes into `acked` once its command was acknowledged. `open`: starts, says so, and ends.
import { openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createSystemClock } from '#app/clock.ts';
import type { OpenIntent } from '#app/handle-command.ts';
import type { CommandMeta } from '#domain/incident/command.ts';
import { openFileApp } from '../support/crash-app.ts';

const WRITERS = 6;

const [dir = '', mode = ''] = process.argv.slice(2);

const receipt = (id: string) => ({ receipt: { platform: 'writer', id: `${process.pid}-${id}` } });

const main = async (): Promise<void> => {
  process.stdout.write('loaded\n');
  const clock = createSystemClock();
  const running = await openFileApp({ dir, clock });
  process.stdout.write('open\n');
  if (mode === 'open') return running.abandon();
  await running.app.start();
  const { handler } = running.app;
  const acked = openSync(path.join(dir, 'acked'), 'a');
  const wang = { id: 'wang', name: '王强', groups: ['dutyOps'] };
  const meta = (): CommandMeta => ({ now: clock.now(), actor: wang, via: 'writer' });
  const write = async (writer: number): Promise<void> => {
    const opening: OpenIntent = {
      type: 'open',
      scenario: 'system-failure',
      title: '演练',
      scope: {},
      flags: [],
      messengers: ['sandbox'],
      locale: 'zh-CN',
    };
    const opened = await handler.open(opening, meta(), receipt(`${writer}`));
    if (!('events' in opened)) throw new Error(`not opened: ${JSON.stringify(opened)}`);
    writeSync(acked, `${process.pid}-${writer}\n`);
    for (let n = 1; ; n += 1) {
      const id = `${writer}-${n}`;
      const note = { type: 'note', text: `第 ${n} 条` } as const;
      const outcome = await handler.handle(opened.state.key, note, meta(), receipt(id));
      if ('events' in outcome) writeSync(acked, `${process.pid}-${id}\n`);
    }
  };
  process.stdout.write('writing\n');
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
};

await main();
