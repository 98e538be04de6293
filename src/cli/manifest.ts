import { printFeishuManifest } from './manifest-feishu.ts';
import { printSlackManifest } from './manifest-slack.ts';
import { type Call, type ExitCode, say, type Verb } from './verb.ts';

const PRINTERS: ReadonlyMap<string, (call: Call) => ExitCode | 'usage'> = new Map([
  ['slack', printSlackManifest],
  ['feishu', printFeishuManifest],
]);

/** `manifest slack`, `manifest feishu`: what the app is made from over there. */
export const manifest: Verb = {
  name: 'manifest',
  summary: say(
    '生成 Slack 应用清单，或飞书的权限与事件清单',
    'Print the Slack app manifest, or permissions and events for Feishu',
  ),
  forms: [
    {
      usage: 'manifest slack [--socket|--http]',
      does: say(
        '由指令表生成应用清单（JSON），粘贴到 api.slack.com/apps 即可建立或更新应用；无需凭据',
        'prints the app manifest (JSON) made from the commands, to paste at api.slack.com/apps; needs no credentials',
      ),
    },
    {
      usage: 'manifest feishu [--minimal]',
      does: say(
        '生成飞书「权限管理」可批量导入的权限（JSON，标准输出），并列出需手动添加的事件与回调（标准错误）；无需凭据。顺序：导入权限、启用机器人、启动烽火、选择长连接并添加事件与回调、发布版本',
        'prints the permissions that the Feishu console imports (JSON, standard output), and lists the events and callbacks to add by hand (standard error); needs no credentials. The order: import permissions, turn the bot on, start Fenghuo, choose the long connection, add events and callbacks, publish a version',
      ),
    },
    {
      usage: 'manifest feishu --json',
      does: say('权限、事件与回调合为一份 JSON', 'permissions, events and callbacks in one JSON'),
    },
  ],
  options: {
    socket: {
      value: false,
      does: say('Slack：Socket Mode（默认）', 'Slack: Socket Mode (the default)'),
    },
    http: {
      value: false,
      does: say(
        'Slack：HTTP，请求发往 PUBLIC_URL/slack/events；只填了签名密钥时为默认',
        'Slack: HTTP, at PUBLIC_URL/slack/events; the default where only the signing secret is set',
      ),
    },
    minimal: {
      value: false,
      does: say(
        '飞书：不含敏感权限与占用额度的权限',
        'Feishu: without permissions that are sensitive or paid for',
      ),
    },
  },
  run: (call) => {
    const [messenger = '', ...more] = call.words;
    const printer = more.length === 0 ? PRINTERS.get(messenger) : undefined;
    return printer === undefined ? 'usage' : printer(call);
  },
};
