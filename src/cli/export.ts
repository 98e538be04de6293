import { EXPORTS, exportIncident, type ExportFormat } from '#app/export-incident.ts';
import { silentLog } from '#app/log.ts';
import { metricEvidence } from '#app/metric-evidence.ts';
import { loadRecord } from '#app/rebuild.ts';
import { startMessage } from '#app/start-messages.ts';
import { openRules } from '../boot/rules.ts';
import { type Call, type ExitCode, say, type Verb } from './verb.ts';
import { withStorage } from './with-storage.ts';

const FORMATS = [...EXPORTS, 'html'] as const;
type Format = ExportFormat | 'html';

const formatOf = ({ options, json }: Call): Format | undefined => {
  if (json) return 'json';
  const wanted = options['format'] ?? 'md';
  return FORMATS.find((format) => format === wanted);
};

const run = async (call: Call, key: string, format: Format): Promise<ExitCode | 'usage'> =>
  withStorage(call, async (storage, config) => {
    const { terminal, locale } = call;
    const rules = openRules(config, silentLog);
    if ('kind' in rules) {
      terminal.err(`${startMessage(rules, locale)}\n`);
      return 1;
    }
    try {
      const stored = await loadRecord(storage, key);
      if (stored === undefined) {
        terminal.err(`${say(`没有事件 ${key}`, `There is no incident ${key}`)[locale]}\n`);
        return 1;
      }
      const policy = rules.current();
      const { timezone } = stored.state;
      const view = { locale, timezone, now: Date.now(), policy, publicUrl: config.publicUrl };
      const evidence = await metricEvidence(storage, stored, policy, view.now);
      const record = { ...stored, evidence };
      if (format === 'html') {
        const { exportHtml } = await import('#app/export-html.ts');
        terminal.out(exportHtml(record, view));
      } else terminal.out(exportIncident(record, format, view));
      return 0;
    } finally {
      rules.stop();
    }
  });

/** `export INC-… [--format …]`. */
export const exportVerb: Verb = {
  name: 'export',
  summary: say('导出事件的时间线与复盘', 'Export timeline and postmortem of an incident'),
  forms: [
    {
      usage: 'export INC-… [--format md|json|csv|html]',
      does: say(
        '输出到标准输出；内容已脱敏，可用 > 存为文件',
        'prints to standard output, masked; use > to keep it in a file',
      ),
    },
  ],
  options: {
    format: {
      value: true,
      does: say('md（默认）、json、csv 或 html', 'md (default), json, csv or html'),
    },
  },
  run: (call) => {
    const [key, ...more] = call.words;
    const format = formatOf(call);
    if (key === undefined || more.length > 0 || format === undefined) return 'usage';
    return run(call, key.toUpperCase(), format);
  },
};
