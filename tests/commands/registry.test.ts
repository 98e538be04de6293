import { describe, expect, it } from 'vitest';
import { REGISTRY, findCommand, findSub, findVerb, keyWords } from '#commands/registry.ts';
import { foldKey } from '#commands/normalise.ts';
import { inRoom, parse } from './context.ts';

const COMMANDS = REGISTRY.flatMap((verb) => verb.commands.map((command) => ({ verb, command })));
const every = <T>(words: Readonly<Record<string, readonly T[]>>): readonly T[] =>
  Object.values(words).flat();

const VERB_WORDS = REGISTRY.flatMap(({ id, words }) => every(words).map((word) => ({ id, word })));
const SUB_WORDS = COMMANDS.flatMap(({ verb, command }) =>
  every(command.sub ?? {}).flatMap((sub) =>
    every(verb.words).map((word) => ({ id: command.id, line: `${word} ${sub}` })),
  ),
);

const EXPECTED = [
  'verify',
  'signal',
  'open',
  'grade',
  'join',
  'resolve',
  'retry',
  'close',
  'reopen',
  'cancel',
  'update',
  'status',
  'timeline',
  'timeline export',
  'facts',
  'metric',
  'note',
  'relay',
  'link',
  'cadence',
  'task list',
  'task done',
  'task skip',
  'task add',
  'ack',
  'assign',
  'commander',
  'handover',
  'handover accept',
  'standby call',
  'standby accept',
  'standby decline',
  'standby list',
  'wording set',
  'wording show',
  'wording check',
  'wording freeze',
  'announce draft',
  'announce revise',
  'announce sent',
  'announce withdraw',
  'announce list',
  'vote',
  'plan propose',
  'meeting start',
  'meeting end',
  'playbook list',
  'playbook show',
  'playbook attach',
  'playbook history',
  'ticket add',
  'ticket list',
  'ticket show',
  'ticket progress',
  'ticket transfer',
  'ticket accept',
  'ticket result',
  'ticket inform',
  'ticket close',
  'ticket level',
  'ticket escalate',
  'postmortem show',
  'postmortem edit',
  'postmortem why',
  'postmortem publish',
  'action add',
  'action done',
  'action list',
  'help',
  'whoami',
  'page',
  'bind',
  'language',
];

describe('the registry', () => {
  it('has every command of the grammar (domain 0.5), once', () => {
    expect(COMMANDS.map(({ command }) => command.id).toSorted()).toEqual(EXPECTED.toSorted());
  });

  it.each(VERB_WORDS)('$word means $id, and no other verb', ({ id, word }) => {
    expect(findVerb(word)?.id).toBe(id);
    expect(VERB_WORDS.filter((other) => other.word === word && other.id !== id)).toEqual([]);
  });

  it.each(SUB_WORDS)('$line means $id', ({ id, line }) => {
    const [verb = '', sub = ''] = line.split(' ');
    const found = findVerb(verb);
    expect(found === undefined ? undefined : findSub(found, sub)?.id).toBe(id);
  });

  it.each([
    ['开启', 'open'],
    ['定级', 'grade'],
    ['要素', 'facts'],
    ['分工', 'assign'],
    ['指挥', 'commander'],
    ['交接', 'handover'],
    ['进展', 'update'],
    ['指标', 'metric'],
    ['清单', 'task'],
    ['任务', 'task'],
    ['知悉', 'ack'],
    ['节奏', 'cadence'],
    ['口径', 'wording'],
    ['公告', 'announce'],
    ['方案', 'plan'],
    ['会议', 'meeting'],
    ['预案', 'playbook'],
    ['备班', 'standby'],
    ['记录', 'note'],
    ['资料', 'link'],
    ['转述', 'relay'],
    ['状态', 'status'],
    ['时间线', 'timeline'],
    ['解除', 'resolve'],
    ['关闭', 'close'],
    ['重开', 'reopen'],
    ['撤销', 'cancel'],
    ['工单', 'ticket'],
    ['复盘', 'postmortem'],
    ['改进', 'action'],
    ['绑定', 'bind'],
    ['帮助', 'help'],
    ['加入', 'join'],
    ['语言', 'language'],
    ['表决', 'vote'],
  ])('knows the Chinese verb %s', (word, id) => {
    expect(findVerb(word)?.id).toBe(id);
  });

  it.each(['kb', '知识库', 'drill', '演练', 'report', '报表'])(
    'leaves %s to a later release',
    (word) => {
      expect(parse(`${word} x`)).toMatchObject({
        kind: 'usage',
        problem: { kind: 'unknown-verb', given: word },
      });
    },
  );

  it.each(COMMANDS)('tells the keys of $command.id apart', ({ command }) => {
    const keys = command.args
      .filter(({ kind }) => kind !== 'vars')
      .flatMap((argument) => [...new Set(keyWords(argument).map(foldKey))]);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it.each(COMMANDS)('words $command.id in both languages', ({ command }) => {
    for (const text of [
      command.summary,
      command.example,
      ...command.args.map(({ label }) => label),
    ])
      for (const words of Object.values(text)) expect(words.trim()).not.toBe('');
    expect(findCommand(command.id)?.command).toBe(command);
  });

  it.each(
    COMMANDS.flatMap(({ command }) =>
      Object.values(command.example).map((line) => ({ id: command.id, line })),
    ),
  )('gives an example of $id that means it: $line', ({ line }) => {
    const request = parse(line, {
      ...inRoom,
      findPerson: (text) => ({ person: { id: text, name: text } }),
    });
    expect(['usage', 'form', 'rejected']).not.toContain(request.kind);
  });
});
