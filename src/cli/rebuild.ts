import { rebuildProjections } from '#app/rebuild.ts';
import { streamRebuilds } from '#app/stream-rebuilds.ts';
import { startMessage } from '#app/start-messages.ts';
import { openRules } from '../boot/rules.ts';
import { silentLog } from '#app/log.ts';
import { say, type Verb } from './verb.ts';
import { withStorage } from './with-storage.ts';

/** `rebuild`: every projection anew from the events. */
export const rebuild: Verb = {
  name: 'rebuild',
  summary: say('由事件重建所有查询数据', 'Rebuild every projection from the events'),
  forms: [
    {
      usage: 'rebuild',
      does: say(
        '删除并由事件重建列表、时限与房间数据，并报告差异',
        'drops and rebuilds lists, timers and rooms from the events, and reports differences',
      ),
    },
  ],
  run: (call) => {
    if (call.words.length > 0) return 'usage';
    return withStorage(call, async (storage, config) => {
      const { terminal, json, locale } = call;
      const rules = openRules(config, silentLog);
      if ('kind' in rules) {
        terminal.err(`${startMessage(rules, locale)}\n`);
        return 1;
      }
      try {
        const policy = rules.current();
        const others = streamRebuilds(storage, policy);
        const { streams, findings } = await rebuildProjections(storage, policy, others);
        if (json) {
          terminal.out(`${JSON.stringify({ ok: findings.length === 0, streams, findings })}\n`);
        } else {
          for (const { what, where } of findings) terminal.out(`${where}: ${what}\n`);
          const done = say(
            `已重建 ${streams} 份记录，修正 ${findings.length} 处差异。`,
            `Rebuilt ${streams} records and mended ${findings.length} differences.`,
          );
          terminal.out(`${done[locale]}\n`);
        }
        return findings.length === 0 ? 0 : 1;
      } finally {
        rules.stop();
      }
    });
  },
};
