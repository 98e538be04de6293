import { relative } from 'node:path';
import type { Locale, Localised } from '#domain/locale.ts';
import {
  SEVERITIES,
  type Anchor,
  type ChecklistItem,
  type Playbook,
  type Rulebook,
  type Scheme,
} from '#domain/playbook/playbook.ts';
import { DAY, HOUR, MINUTE, SECOND, type DurationMs } from '#domain/time.ts';
import { loadRulebook, SHIPPED_DIR, type LoadedRulebook } from '#playbooks/load.ts';
import type { FileProblem } from '#playbooks/problem.ts';
import { prometheusRules } from './playbooks-prometheus.ts';
import { say, type Call, type ExitCode, type Verb } from './verb.ts';

const ANCHORS: Readonly<Record<Anchor, Localised>> = {
  opened: say('开启后', 'after opening'),
  attached: say('追加后', 'after attaching'),
  graded: say('定级后', 'after grading'),
  'plan.approved': say('方案通过后', 'after plan approval'),
  resolved: say('解除后', 'after resolving'),
  closed: say('关闭后', 'after closing'),
};

const UNITS: readonly (readonly [DurationMs, Localised])[] = [
  [DAY, say('天', 'd')],
  [HOUR, say('小时', 'h')],
  [MINUTE, say('分钟', 'min')],
  [SECOND, say('秒', 's')],
  [1, say('毫秒', 'ms')],
];

/** "5 分钟", "48 小时": the largest unit that is whole; two days stay 48 hours. */
const lengthText = (ms: DurationMs, locale: Locale): string => {
  const unit = UNITS.find(([size]) => ms % size === 0 && (size !== DAY || ms > 2 * DAY));
  const [size, name] = unit ?? [1, say('毫秒', 'ms')];
  return `${ms / size} ${name[locale]}`;
};

const anchorRank = (anchor: Anchor): number => Object.keys(ANCHORS).indexOf(anchor);

/** Items in the order in which they fall due: by what starts their clock, then by their period. */
const inDueOrder = (items: readonly ChecklistItem[]): readonly ChecklistItem[] =>
  items.toSorted((a, b) => anchorRank(a.anchor) - anchorRank(b.anchor) || a.dueMs - b.dueMs);

const levelsText = (item: ChecklistItem, scheme: Scheme | undefined, locale: Locale): string => {
  if (item.levels === undefined || scheme === undefined) return '';
  const names = item.levels.map((severity) => scheme.levels[severity].names[locale]);
  return ` · ${say('仅', 'only')[locale]} ${names.join(locale === 'en' ? ', ' : '、')}`;
};

const itemLine = (
  item: ChecklistItem,
  { common }: Rulebook,
  scheme: Scheme | undefined,
  locale: Locale,
): string => {
  const role = common.roles.find(({ id }) => id === item.role)?.names[locale] ?? item.role;
  const due = `${ANCHORS[item.anchor][locale]} ${lengthText(item.dueMs, locale)}`;
  const levels = levelsText(item, scheme, locale);
  return `  ${due} · ${role} · ${item.title[locale]} (${item.id})${levels}`;
};

const isShipped = (file: string): boolean => file.startsWith(SHIPPED_DIR);

const sourceText = (playbook: Playbook, loaded: LoadedRulebook, locale: Locale): string => {
  const file = loaded.origin[playbook.id] ?? '';
  if (isShipped(file)) return say('自带', 'shipped')[locale];
  const shipped = loaded.shipped.playbooks[playbook.id];
  if (shipped === undefined) return `${say('新增', 'added')[locale]} ${shown(file)}`;
  const over = say(`覆盖自带 v${shipped.version}`, `overrides shipped v${shipped.version}`);
  return `${over[locale]} ${shown(file)}`;
};

const playbookText = (playbook: Playbook, loaded: LoadedRulebook, locale: Locale): string => {
  const { rulebook } = loaded;
  const head = `${playbook.names[locale]} (${playbook.id}) v${playbook.version} · ${sourceText(playbook, loaded, locale)}`;
  const items = inDueOrder(playbook.checklist).map((item) =>
    itemLine(item, rulebook, rulebook.schemes[playbook.scheme], locale),
  );
  return `${[head, ...items].join('\n')}\n`;
};

const dutiesText = ({ rulebook }: LoadedRulebook, locale: Locale): string =>
  Object.values(rulebook.schemes)
    .flatMap(({ levels }) => SEVERITIES.map((severity) => levels[severity]))
    .filter(({ duties }) => duties.length > 0)
    .map(({ names, duties }) =>
      [
        names[locale],
        ...inDueOrder(duties).map((duty) => itemLine(duty, rulebook, undefined, locale)),
      ].join('\n'),
    )
    .join('\n\n');

const shown = (file: string): string => {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') || short === '' ? file : short;
};

const problemLine = ({ file, line, column, path, message }: FileProblem, locale: Locale): string =>
  `${shown(file)}:${line}:${column ?? 1} ${path === '' ? '' : `${path}: `}${message[locale]}\n`;

const reportProblems = (
  problems: readonly FileProblem[],
  { json, locale, terminal }: Call,
): void => {
  if (json) {
    terminal.out(`${JSON.stringify({ ok: false, problems }, undefined, 2)}\n`);
    return;
  }
  for (const problem of problems) terminal.out(problemLine(problem, locale));
  const { length } = problems;
  const summary = say(
    `\n发现 ${length} 个问题\n`,
    `\n${length} ${length === 1 ? 'problem' : 'problems'} found\n`,
  );
  terminal.out(summary[locale]);
};

const asJson = ({ rulebook, origin }: LoadedRulebook): string => {
  const playbooks = Object.values(rulebook.playbooks).map(
    ({ id, version, names, scheme, checklist }) => ({
      id,
      version,
      names,
      scheme,
      file: origin[id],
      items: inDueOrder(checklist),
    }),
  );
  return `${JSON.stringify({ ok: true, playbooks }, undefined, 2)}\n`;
};

const check = (call: Call): ExitCode => {
  const { words, json, locale, env, terminal } = call;
  const dir = words[1] ?? env['PLAYBOOKS_DIR'];
  const loaded = loadRulebook(dir === undefined || dir === '' ? {} : { overrideDir: dir });
  if (!loaded.ok) {
    reportProblems(loaded.problems, call);
    return 1;
  }
  if (json) terminal.out(asJson(loaded));
  else {
    for (const playbook of Object.values(loaded.rulebook.playbooks))
      terminal.out(`${playbookText(playbook, loaded, locale)}\n`);
    terminal.out(`${dutiesText(loaded, locale)}\n`);
  }
  return 0;
};

const prometheus = (call: Call): ExitCode => {
  const dir = call.words[1] ?? call.env['PLAYBOOKS_DIR'];
  const loaded = loadRulebook(dir === undefined || dir === '' ? {} : { overrideDir: dir });
  if (!loaded.ok) {
    reportProblems(loaded.problems, call);
    return 1;
  }
  call.terminal.out(prometheusRules(Object.values(loaded.rulebook.playbooks)));
  return 0;
};

/** `playbooks check [dir]`, `playbooks prometheus [dir]`. */
export const playbooks: Verb = {
  name: 'playbooks',
  summary: say('检查预案', 'Check playbooks'),
  forms: [
    {
      usage: 'playbooks check [dir]',
      does: say(
        '校验自带预案与 dir（默认 PLAYBOOKS_DIR）中的预案，并按时限顺序列出',
        'validates the shipped playbooks and those of dir (default: PLAYBOOKS_DIR) and prints them in order of their deadlines',
      ),
    },
    {
      usage: 'playbooks prometheus [dir]',
      does: say(
        '把指标触发条件写成 Prometheus 告警规则文件',
        'writes the metric triggers as a file of Prometheus alerting rules',
      ),
    },
  ],
  run: (call) => {
    const [verb, , ...more] = call.words;
    if (more.length > 0) return 'usage';
    if (verb === 'prometheus') return prometheus(call);
    return verb === 'check' ? check(call) : 'usage';
  },
};
