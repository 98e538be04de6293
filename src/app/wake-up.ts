/** Runs `work` when called, never twice at the same time; a call while it runs means once more afterwards. `work` must not throw. */
export const createWakeUp = (work: () => Promise<void>): (() => void) => {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
  return () => {
    again = true;
    if (!running) void run();
  };
};
