import type { Commit, CommitResult, Storage } from '#ports/storage.ts';
import { type Checkpoint, noCheckpoint } from '#ports/system.ts';
import { type EncodedCommit, encodeCommit, mergeRows } from './commit-rows.ts';
import { commitStatements, intakeOf } from './commit-statements.ts';
import type { Database } from './database.ts';
import { SQLITE } from './dialect.ts';
import { isClash } from './failures.ts';
import { sql } from './sql.ts';
import { sqliteCommit } from './sqlite-intake.ts';
import { createGroup } from './group-commit.ts';
import type { WriteQueue } from './write-queue.ts';

/** The answer that was given to what a platform delivered, when it was taken before. */
export const receiptReader =
  ({ rows }: Database): Storage['receipt'] =>
  async (platform, id) => {
    const [found] = await rows<{ answer: string | null; stream: string }>(
      sql`SELECT answer, stream FROM receipt WHERE platform = ${platform} AND id = ${id}`,
    );
    if (found === undefined) return undefined;
    const { answer, stream } = found;
    return { answer: answer === null ? undefined : JSON.parse(answer), stream };
  };

const sameReceipt = (a: EncodedCommit, b: EncodedCommit): boolean =>
  a.receipt !== undefined &&
  a.receipt.platform === b.receipt?.platform &&
  a.receipt.id === b.receipt.id;

/** Commits of different streams may share a transaction; two of one stream cannot both be right. */
const agree = (taken: readonly EncodedCommit[], next: EncodedCommit): boolean =>
  taken.every((other) => other.stream !== next.stream && !sameReceipt(other, next));

/** The append path: what a command did, in one transaction of a few statements, shared where commands meet. */
export const createCommit = (
  database: Database,
  queue: WriteQueue,
  checkpoint: Checkpoint,
): ((commit: Commit) => Promise<CommitResult>) => {
  // A checkpoint wants to stop between the statements, so there must be several.
  const whole = database.dialect === SQLITE && checkpoint === noCheckpoint;
  const statements = whole ? sqliteCommit : commitStatements(database.dialect);
  const receipt = receiptReader(database);

  const together = async (commits: readonly EncodedCommit[]): Promise<readonly CommitResult[]> => {
    checkpoint('commit:before');
    const rows = mergeRows(commits.map((commit) => commit.rows));
    await database.write(statements(intakeOf(rows)), 'commit:inside');
    checkpoint('commit:after');
    return commits.map(({ head }) => ({ ok: true, head }));
  };

  const alone = async (commit: EncodedCommit): Promise<CommitResult> => {
    try {
      await together([commit]);
      return { ok: true, head: commit.head };
    } catch (error) {
      if (!isClash(error)) throw error;
      // A repeat of something that was taken is a duplicate, even where its version clashes too.
      const { receipt: own } = commit;
      const first = own && (await receipt(own.platform, own.id));
      return first === undefined
        ? { ok: false, because: 'conflict' }
        : { ok: false, because: 'duplicate', answer: first.answer };
    }
  };

  const group = createGroup<EncodedCommit, CommitResult>({
    queue,
    of: 'commit',
    together,
    alone,
    agree,
  });
  return async (commit) => group(encodeCommit(commit), commit.waitingSince);
};
