import type { Policy } from '#domain/policy.ts';
import { everyoneOn, onOnly, shippedPolicy } from '../policy.ts';
import { accountOf } from './cast.ts';

/** Only Feishu is on, with the standing groups of the sample organisation. */
export const onFeishuOnly = (policy: Policy): Policy => onOnly('feishu', policy);

/**
 * The sample organisation as it would be if all of it were in Feishu. In the organisation file 陈波 and 钱多 are in
 * Slack only, so that stories in which they act are played in Feishu by this cast.
 */
export const everyoneInFeishu: Policy = everyoneOn('feishu', accountOf, shippedPolicy);
