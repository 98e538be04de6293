import { failed, type Args, type Reply } from './world/method.ts';
import { OWN_METHODS } from './world/methods.ts';
import type { World } from './world/world.ts';
import type { Backend } from './workspace.ts';

/** Methods over a world in memory. */
export const createOwnBackend = (world: World, baseUrl: () => string): Backend => ({
  world,
  call: async (actor: string, method: string, args: Args): Promise<Reply> => {
    const run = OWN_METHODS[method];
    return run === undefined
      ? failed('unknown_method')
      : run({ world, actor, args, baseUrl: baseUrl() });
  },
  close: async () => {},
});
