import { globSync, readFileSync } from 'node:fs';
import { METHODS } from '../../../support/slack/facts.ts';

const isNamedIn = (sources: readonly string[], method: string): boolean =>
  sources.some((source) => source.includes(`'${method}'`));

/** Every documented method that the adapter names anywhere. */
export const methodsInUse = (): readonly string[] => {
  const sources = globSync('adapters/slack/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  return Object.keys(METHODS).filter((method) => isNamedIn(sources, method));
};
