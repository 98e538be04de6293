import { parseArgs } from 'node:util';
import type { Locale } from '#domain/locale.ts';
import { localeOf } from '../config.ts';
import { say, type ExitCode, type Terminal, type Verb } from './verb.ts';

interface Words {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | true>>;
  readonly unknown: readonly string[];
}

const HELP = say('显示帮助', 'show this help');
const JSON_OUT = say('以 JSON 输出', 'print JSON');

const takeApart = (verb: Verb, args: readonly string[]): Words => {
  const known: Readonly<Record<string, boolean>> = { help: false, json: false, ...mapValues(verb) };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([name, value]) => [
        name,
        { type: value ? ('string' as const) : ('boolean' as const) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const options: Record<string, string | true> = {};
  const unknown: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const wantsValue = known[token.name];
    // An option without the value it needs, or with one it doesn't take, is as wrong as an unknown one.
    if (wantsValue === undefined || wantsValue !== (token.value !== undefined))
      unknown.push(token.rawName);
    else options[token.name] = token.value ?? true;
  }
  return { words, options, unknown };
};

const mapValues = (verb: Verb): Record<string, boolean> =>
  Object.fromEntries(Object.entries(verb.options ?? {}).map(([name, { value }]) => [name, value]));

const COMMAND = 'npm run fenghuo --';

/** What `--help` says about one verb. */
const verbHelp = (verb: Verb, locale: Locale): string => {
  const options = Object.entries(verb.options ?? {}).map(
    ([name, { does }]) => [name, does] as const,
  );
  const all = [...options, ['json', JSON_OUT] as const, ['help', HELP] as const];
  return [
    `${verb.summary[locale]}\n`,
    ...verb.forms.map(({ usage, does }) => `  ${COMMAND} ${usage}\n      ${does[locale]}`),
    '',
    ...all.map(([name, does]) => `  --${name.padEnd(10)} ${does[locale]}`),
    '',
  ].join('\n');
};

const overview = (verbs: readonly Verb[], locale: Locale): string => {
  const width = Math.max(...verbs.map(({ name }) => name.length)) + 2;
  const title = say('烽火命令行', 'The Fenghuo command line');
  const more = say('各命令的用法：', 'How to use one of them:');
  return [
    `${title[locale]}\n`,
    ...verbs.map(({ name, summary }) => `  ${name.padEnd(width)}${summary[locale]}`),
    `\n${more[locale]} ${COMMAND} <verb> --help\n`,
  ].join('\n');
};

const runVerb = async (
  verb: Verb,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<ExitCode> => {
  const locale = localeOf(env);
  const { words, options, unknown } = takeApart(verb, args);
  if (options['help'] === true) {
    terminal.out(verbHelp(verb, locale));
    return 0;
  }
  if (unknown.length > 0) {
    const wrong = say(
      `无法识别的选项：${unknown.join(' ')}`,
      `Options not understood: ${unknown.join(' ')}`,
    );
    terminal.err(`${wrong[locale]}\n\n${verbHelp(verb, locale)}`);
    return 2;
  }
  const json = options['json'] === true;
  const result = await verb.run({ words, options, json, locale, env, terminal });
  if (result !== 'usage') return result;
  terminal.err(verbHelp(verb, locale));
  return 2;
};

/** Runs one command line (without node and script) and gives its exit status. */
export const runCommandLine = async (
  verbs: readonly Verb[],
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<ExitCode> => {
  const [name, ...rest] = args;
  const locale = localeOf(env);
  const verb = verbs.find((known) => known.name === name);
  if (verb !== undefined) return runVerb(verb, rest, env, terminal);
  if (name === '--help' || name === 'help') {
    terminal.out(overview(verbs, locale));
    return 0;
  }
  const wrong = say(`没有“${name ?? ''}”这个命令`, `There is no command "${name ?? ''}"`);
  terminal.err(`${name === undefined ? '' : `${wrong[locale]}\n\n`}${overview(verbs, locale)}`);
  return 2;
};
