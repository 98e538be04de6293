import type { Policy } from '#domain/policy.ts';
import { onOnly } from '../policy.ts';

/** Only Slack is on, with the standing channels of the sample organisation. */
export const onSlackOnly = (policy: Policy): Policy => onOnly('slack', policy);
