import { say, type Verb } from './verb.ts';
import { withStorage } from './with-storage.ts';

const INTACT = say('事件链完整，没有发现改动。', 'The chain is whole; nothing was changed.');

/** `verify [INC-…|ALT-…]`: the record against its own hashes. */
export const verify: Verb = {
  name: 'verify',
  summary: say('校验事件记录是否被改动', 'Check that the record was not changed'),
  forms: [
    {
      usage: 'verify [INC-…|ALT-…]',
      does: say(
        '逐条核对事件的哈希链，指出第一条对不上的事件',
        'walks the hash chain of the events and names the first one that does not fit',
      ),
    },
  ],
  run: (call) => {
    const [stream, ...more] = call.words;
    if (more.length > 0) return 'usage';
    return withStorage(call, async (storage) => {
      const findings = await storage.verify(stream?.toUpperCase());
      const { terminal, json, locale } = call;
      if (json) terminal.out(`${JSON.stringify({ ok: findings.length === 0, findings })}\n`);
      else if (findings.length === 0) terminal.out(`${INTACT[locale]}\n`);
      else for (const { what, where } of findings) terminal.out(`${where}: ${what}\n`);
      return findings.length === 0 ? 0 : 1;
    });
  },
};
