// The whole fault suite, where `npm test` runs a selection: npm run faults -- [sandbox|kills|deliveries|model|slack|feishu]
import { FEISHU } from './feishu-suites.ts';
import { deliveries, kills, model, sandbox } from './sandbox-suites.ts';
import { SLACK } from './slack-suites.ts';

const SUITES: Readonly<Record<string, () => Promise<boolean>>> = {
  sandbox,
  kills,
  deliveries,
  model,
  ...SLACK,
  ...FEISHU,
};
/** `slack` stands for all suites of Slack. */
const named = (name: string): readonly string[] =>
  Object.keys(SUITES).filter((suite) => suite === name || suite.startsWith(`${name}-`));

const main = async (): Promise<void> => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => named(name).length === 0);
  if (unknown.length > 0)
    throw new Error(`no suite ${unknown.join(', ')}: ${Object.keys(SUITES).join(', ')}`);
  const names = asked.length === 0 ? Object.keys(SUITES) : asked;
  let clean = true;
  for (const name of names.flatMap(named)) clean = (await SUITES[name]?.()) === true && clean;
  // The throwaway PostgreSQL ends the process by itself, with 0, whatever process.exitCode says.
  process.exit(clean ? 0 : 1);
};

await main();
