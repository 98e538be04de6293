import type { CrashGround, OpenGround } from '../outside/crash-run.ts';
import { accountOf } from './cast.ts';
import { worldOf } from './crash-world.ts';
import { openFakeFeishu } from './feishu-app.ts';
import { chatOf } from './feishu-sights.ts';

/** Feishu by webhook. The limits are measured elsewhere; here every run must take the same way. */
export const crashOnFeishu: OpenGround = async (clock): Promise<CrashGround> => {
  const feishu = await openFakeFeishu(
    // What nobody acknowledged is brought again by the suite, when another process is there.
    { transport: 'webhook', fake: { limits: 'off', redeliverAfterMs: [] } },
    clock,
  );
  const { appId, appSecret, domain, encryptKey, verificationToken } = feishu;
  let last = 0;
  return {
    ...worldOf(feishu),
    messenger: 'feishu',
    settings: { appId, appSecret, domain, encryptKey, verificationToken },
    reach: (port) => {
      const base = `http://127.0.0.1:${port}/feishu`;
      feishu.deliverTo({ events: `${base}/events`, cards: `${base}/cards` });
    },
    act: async ({ as, where, line, ticked }, again) => {
      if (again) return (await feishu.replay(last)).status === 200;
      last = feishu.deliveries.length;
      const account = accountOf(as);
      if (ticked !== undefined)
        return (await feishu.react(account, ticked.id, 'CheckMark'))?.status === 200;
      const said = await feishu.say(account, chatOf(feishu, where), `/应急 ${line}`);
      return said.acked?.status === 200;
    },
    idle: () => feishu.idle(),
    close: () => feishu.close(),
  };
};
