import * as fc from 'fast-check';
import type { Command } from '#commands/command.ts';
import { REGISTRY } from '#commands/registry.ts';

const wordsOf = ({ sub }: Command): readonly string[] => Object.values(sub ?? {}).flat();
const VERB_LINES = REGISTRY.flatMap(({ words, commands }) =>
  Object.values(words)
    .flat()
    .flatMap((word) => [
      word,
      ...commands.flatMap((command) => wordsOf(command).map((sub) => `${word} ${sub}`)),
    ]),
);
const KEYS = REGISTRY.flatMap(({ commands }) =>
  commands.flatMap(({ args }) => args.flatMap(({ name, keys }) => [name, ...keys])),
);

const BITS = [
  '重大',
  'INC-20261201-01',
  'ALT-20261201-01',
  'A1',
  'A1.v2',
  'switch-backup',
  '系统故障',
  '安全隐患',
  'techSupport',
  '法务',
  '@钱多',
  '<@U_LI>',
  '@张伟',
  '@nobody',
  'https://m.example/1',
  '11:15',
  '09:00',
  '明天',
  '9:00',
  '12-09 14:26',
  '2020-01-01',
  '20m',
  '半小时',
  '30',
  '"a b"',
  '“引号”',
  '「引」',
  '"open',
  "it's",
  '"',
  '“',
  '『',
  '\\',
  '""',
  '=',
  '--',
  '——',
  '--lead',
  '--force',
  '--eta',
  'eta=',
  'eta=09:00',
  '预计=11:15',
  '接通率=68%',
  'connectRate=abc',
  'foo=bar',
  '--foo',
  '--foo=1',
  '范围：华东',
  '用户=数百',
  'users=many',
  'due=昨天',
  '全国',
  '　',
  '\n',
];
const bit = fc.oneof(
  fc.constantFrom(...BITS),
  fc
    .constantFrom(...KEYS)
    .chain((key) => fc.constantFrom(...BITS, '').map((value) => `${key}=${value}`)),
  fc
    .constantFrom(...KEYS)
    .chain((key) => fc.constantFrom(...BITS, '').map((value) => `--${key} ${value}`)),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
/** A verb with anything behind it. */
export const commandLine = fc
  .tuple(fc.constantFrom(...VERB_LINES), fc.array(bit, { maxLength: 7 }))
  .map(([verb, bits]) => [verb, ...bits].join(' '));
/** Any text. */
export const anyLine = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  commandLine,
  fc.array(bit, { maxLength: 6 }).map((bits) => bits.join(' ')),
);
