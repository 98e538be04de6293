import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeFolder } from '../support/crash-run.ts';
import { anyCommands } from '../support/model-commands.ts';
import { emptyModel } from '../support/model-incident.ts';
import { problemsIn, startProgram } from '../support/model-program.ts';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);

describe('F-M1: the program against a model of a hundred lines', () => {
  it('is in the same state after every step, whatever happens, and its record is whole in the end', async () => {
    await fc.assert(
      fc.asyncProperty(anyCommands(25), async (commands) => {
        const program = await startProgram();
        try {
          await fc.asyncModelRun(() => ({ model: emptyModel(), real: program }), commands);
          expect(await problemsIn(program)).toEqual([]);
        } finally {
          await program.kill();
          removeFolder(program.dir);
        }
      }),
      { numRuns: RUNS, endOnFailure: RUNS > 100 },
    );
  }, 600_000);
});
