import { availableParallelism, loadavg } from 'node:os';

/**
 * How many times longer real time may take than on a machine that has nothing else to do, at least 1: where more
 * wants to run than there are cores, all of it waits. For limits in real milliseconds only; the rest is on the
 * clock of the test.
 */
export const crowding = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
