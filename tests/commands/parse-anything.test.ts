import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParseContext, Request } from '#commands/request.ts';
import type { UsageProblem } from '#cards/usage-problem.ts';
import { anyLine, commandLine } from './any-line.ts';
import { inRoom, outside, parse } from './context.ts';

const CONTEXTS = {
  'in a room': inRoom,
  'in a room, English': { ...inRoom, locale: 'en' },
  'none open': outside(),
  'one open': outside('INC-20261201-01'),
  'two open': outside('INC-20261201-01', 'INC-20261201-02'),
} as const satisfies Readonly<Record<string, ParseContext>>;

const anyPlace = fc.constantFrom<keyof typeof CONTEXTS>(
  'in a room',
  'in a room, English',
  'none open',
  'one open',
  'two open',
);

const correctedOf = (problem: UsageProblem): readonly string[] => {
  if (problem.kind === 'several-incidents')
    return problem.choices.map(({ corrected }) => corrected);
  return 'corrected' in problem && problem.corrected !== undefined ? [problem.corrected] : [];
};

const kindOf = (request: Request): string =>
  request.kind === 'usage' ? request.problem.kind : request.kind;

describe('any line at all', () => {
  it('is a request and never an exception', () => {
    fc.assert(
      fc.property(anyLine, anyPlace, (line, place) => {
        expect([
          'incident',
          'open',
          'query',
          'organisation',
          'ticket',
          'ticketAdd',
          'form',
          'usage',
          'rejected',
        ]).toContain(parse(line, CONTEXTS[place]).kind);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is kept as it was typed when something is wrong with it', () => {
    fc.assert(
      fc.property(anyLine, anyPlace, (line, place) => {
        const request = parse(line, CONTEXTS[place]);
        expect(request.kind === 'usage' ? request.line : line).toBe(line);
      }),
    );
  });

  it('is corrected to a line in which the same thing is no longer wrong', () => {
    let corrected = 0;
    fc.assert(
      fc.property(commandLine, anyPlace, (line, place) => {
        const request = parse(line, CONTEXTS[place]);
        if (request.kind !== 'usage') return;
        for (const better of correctedOf(request.problem)) {
          corrected += 1;
          expect(kindOf(parse(better, CONTEXTS[place])), `${line} → ${better}`).not.toBe(
            request.problem.kind,
          );
        }
      }),
      { numRuns: 1_500 },
    );
    expect(corrected).toBeGreaterThan(200);
  });
});
