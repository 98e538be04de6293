import { withSandbox } from '#app/sandbox-organisation.ts';
import type { StartProblem } from '#app/start-messages.ts';
import { PLATFORM as SANDBOX } from '#adapters/sandbox/actions.ts';
import { STANDING_ROOMS } from '#adapters/sandbox/standing.ts';
import type { Policy } from '#domain/policy.ts';
import type { Log } from '#ports/system.ts';
import type { Config } from '../config.ts';
import { loadPolicy, type PolicyPaths } from '../organisation/policy.ts';
import { watchPolicy } from '../organisation/watch-policy.ts';

/** Where the rules of this configuration lie. */
const pathsOf = ({ organisationFile, playbooksDir }: Config): PolicyPaths => ({
  ...(organisationFile === undefined ? {} : { organisationFile }),
  ...(playbooksDir === undefined ? {} : { playbooksDir }),
});

/** The rules in force, followed while running. */
export interface Rules {
  readonly current: () => Policy;
  readonly stop: () => void;
}

/** The rules of the files; a broken edit leaves the last good ones in force and is logged. */
export const openRules = (config: Config, log: Log): Rules | StartProblem => {
  const paths = pathsOf(config);
  const loaded = loadPolicy(paths);
  if (!loaded.ok) {
    const problems = loaded.problems.map(
      ({ file, line, path: at, message }) => `${file}:${line} ${at} ${message[config.locale]}`,
    );
    return { kind: 'files', problems };
  }
  // One zone for what the files say and what the environment says: the environment decides (contract 2).
  const placed = (given: Policy): Policy => ({
    ...given,
    common: { ...given.common, timezone: config.timezone },
  });
  const extend = config.sandbox ? withSandbox(SANDBOX, STANDING_ROOMS) : (policy: Policy) => policy;
  let policy = placed(loaded.policy);
  const watching = watchPolicy(
    paths,
    (next) => {
      policy = placed(next);
      log.info({}, 'rules reloaded');
    },
    (problems) =>
      log.error(
        { problems: problems.map(({ file, line, message }) => `${file}:${line} ${message.en}`) },
        'edited rules are wrong; the last good ones stay in force',
      ),
  );
  return { current: () => extend(policy), stop: watching.stop };
};
