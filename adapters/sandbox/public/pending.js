import { post } from './api.js';
import { recall, remember } from './storage.js';
import { change, current } from './store.js';

// Everything a person does goes through this queue, in order and with one receipt from the first try to
// the last, so that a lost connection neither loses nor doubles it. It outlives a reload.
const KEY = 'pending';
const SHORTEST = 800;
const LONGEST = 15_000;

const waiting = new Map();
let busy = false;
let timer;
let pause = SHORTEST;

const save = () =>
  remember(
    KEY,
    current().pending.filter((entry) => entry.status !== 'accepted'),
  );

const patch = (receiptId, changes) => {
  change((state) => ({
    pending: state.pending.map((entry) =>
      entry.receiptId === receiptId ? { ...entry, ...changes } : entry,
    ),
  }));
  save();
};

const drop = (receiptId) => {
  change((state) => ({ pending: state.pending.filter((entry) => entry.receiptId !== receiptId) }));
  save();
};

const finish = (entry, outcome) => {
  waiting.get(entry.receiptId)?.(outcome);
  waiting.delete(entry.receiptId);
  const silent = outcome.message === undefined && outcome.form === undefined && !entry.quiet;
  if (!silent) return drop(entry.receiptId);
  // Nothing was answered: say for a moment that it was heard.
  patch(entry.receiptId, { status: 'accepted' });
  setTimeout(() => drop(entry.receiptId), 2_600);
};

const refuse = (entry, error) => {
  waiting.get(entry.receiptId)?.(undefined);
  waiting.delete(entry.receiptId);
  patch(entry.receiptId, { status: 'refused', code: error.code });
};

const attempt = async (entry) => {
  try {
    const outcome = await post(entry.path, { ...entry.body, receiptId: entry.receiptId });
    pause = SHORTEST;
    finish(entry, outcome);
    return true;
  } catch (error) {
    if (error.retry !== true) {
      refuse(entry, error);
      return true;
    }
    patch(entry.receiptId, { status: 'waiting' });
    return false;
  }
};

/** Sends what waits, oldest first. */
export const flush = async () => {
  clearTimeout(timer);
  if (busy) return;
  busy = true;
  let reached = true;
  while (reached) {
    const next = current().pending.find(
      (entry) => entry.status === 'sending' || entry.status === 'waiting',
    );
    if (next === undefined) break;
    // oxlint-disable-next-line no-await-in-loop -- in order is the point
    reached = await attempt(next);
  }
  busy = false;
  if (reached) return;
  timer = setTimeout(flush, pause);
  pause = Math.min(LONGEST, pause * 1.7);
};

/** Sends it now or as soon as possible; resolves with the outcome, undefined when it was refused. */
export const enqueue = (entry) =>
  new Promise((resolve) => {
    waiting.set(entry.receiptId, resolve);
    change((state) => ({
      pending: [
        ...state.pending,
        { ...entry, as: entry.body.as, status: 'sending', since: Date.now() },
      ],
    }));
    save();
    void flush();
  });

export const discard = (receiptId) => {
  waiting.get(receiptId)?.(undefined);
  waiting.delete(receiptId);
  drop(receiptId);
};

/** Takes up what an earlier visit left behind, and goes on when the network returns. */
export const resumePending = () => {
  change({ pending: recall(KEY, []) });
  addEventListener('online', () => void flush());
  void flush();
};
