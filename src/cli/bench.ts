import { cpus } from 'node:os';
import { benchAck } from './bench-ack.ts';
import { benchAppend } from './bench-append.ts';
import { benchFold } from './bench-fold.ts';
import { measureIngest } from './bench-ingest.ts';
import { benchPages } from './bench-pages.ts';
import { benchSlack } from './bench-slack.ts';
import { benchStart } from './bench-start.ts';
import { type Call, type ExitCode, say, type Verb } from './verb.ts';

const MEASUREMENTS: Readonly<Record<string, () => Promise<object>>> = {
  ack: benchAck,
  append: benchAppend,
  fold: benchFold,
  ingest: () => measureIngest(),
  pages: benchPages,
  slack: benchSlack,
  start: benchStart,
};

const run = async (names: readonly string[], { terminal }: Call): Promise<ExitCode> => {
  const about = { cores: cpus().length, node: process.version };
  for (const name of names) {
    const figures = await MEASUREMENTS[name]?.();
    terminal.out(`${JSON.stringify({ measurement: name, ...figures, ...about })}\n`);
  }
  return 0;
};

/** `bench [name…]`: figures of this machine, one JSON line each. */
export const bench: Verb = {
  name: 'bench',
  summary: say('测量性能', 'Measure performance'),
  forms: [
    {
      usage: `bench [${Object.keys(MEASUREMENTS).join('|')}…]`,
      does: say(
        '逐项测量并各输出一行 JSON；不写名称则全部测量',
        'prints one JSON line a measurement; without names, all of them',
      ),
    },
  ],
  run: (call) => {
    const known = Object.keys(MEASUREMENTS);
    if (call.words.some((name) => !known.includes(name))) return 'usage';
    return run(call.words.length === 0 ? known : call.words, call);
  },
};
