import type { StartProblem } from '#app/start-messages.ts';
import type { Localised } from '#domain/locale.ts';
import type { Config } from '../config.ts';

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

const readyLine = (address: string, sandbox: boolean): Localised =>
  sandbox
    ? say(
        `烽火已就绪，请在浏览器中打开沙盒：${address}`,
        `Fenghuo is ready. Open the sandbox in your browser: ${address}`,
      )
    : say(`烽火已就绪：${address}`, `Fenghuo is ready: ${address}`);

const slackLine = ({ publicUrl, messengers: { slack } }: Config): Localised | undefined => {
  if (slack === undefined) return undefined;
  const { command } = slack;
  return slack.transport.kind === 'socket'
    ? say(
        `Slack 已启用：Socket Mode，指令 ${command}。`,
        `Slack is on: Socket Mode, command ${command}.`,
      )
    : say(
        `Slack 已启用：HTTP，指令 ${command}，请求地址 ${publicUrl}/slack/events。`,
        `Slack is on: HTTP, command ${command}, request address ${publicUrl}/slack/events.`,
      );
};

const NO_FEISHU = say(
  '本版本尚不支持飞书，FEISHU_ 开头的配置不起作用。',
  'This version does not speak Feishu; the settings that start with FEISHU_ have no effect.',
);

/** What the operator reads once everything runs: where things are, and what is not there. */
export const greetingOf = (config: Config, port: number): string => {
  const { locale, sandbox, messengers } = config;
  const lines = [
    readyLine(`http://localhost:${port}/`, sandbox),
    slackLine(config),
    messengers.feishu === undefined ? undefined : NO_FEISHU,
  ];
  return lines.flatMap((line) => (line === undefined ? [] : [line[locale]])).join('\n');
};

/** Why nobody could be heard with this configuration; undefined when somebody can. */
export const noMessengerIn = (config: Config): StartProblem | undefined => {
  const { sandbox, messengers, locale } = config;
  if (sandbox || messengers.slack !== undefined) return undefined;
  if (messengers.feishu === undefined) return { kind: 'no-messenger' };
  // Rather than to start and say nothing to anybody.
  return { kind: 'configuration', problems: [`FEISHU_APP_ID: ${NO_FEISHU[locale]}`] };
};
