import { describe, expect, it } from 'vitest';
import { contextAt, parse } from './context.ts';
import { SCRIPT_LINES } from './script-lines.ts';

describe('every command line of the acceptance scripts', () => {
  it.each(SCRIPT_LINES)(
    '$script $clock means what the script says: $line',
    ({ day, clock, line, means }) => {
      expect(parse(line, contextAt(day, clock))).toStrictEqual(means);
    },
  );
});
