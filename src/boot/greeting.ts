import { isAppId } from '#adapters/feishu/app-id.ts';
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

const feishuLine = ({ publicUrl, messengers: { feishu } }: Config): Localised | undefined => {
  if (feishu === undefined) return undefined;
  const addresses = [`${publicUrl}/feishu/events`, `${publicUrl}/feishu/cards`];
  return feishu.transport.kind === 'websocket'
    ? say('飞书已启用：长连接。', 'Feishu is on: long connection.')
    : say(
        `飞书已启用：webhook，事件请求地址 ${addresses[0]}，回调请求地址 ${addresses[1]}。`,
        `Feishu is on: webhook, events at ${addresses[0]}, callbacks at ${addresses[1]}.`,
      );
};

const tokenLine = (token: string | undefined): Localised | undefined =>
  token === undefined
    ? undefined
    : say(
        `/ingest/* 的访问令牌（本次运行有效）：${token}`,
        `Bearer token of /ingest/* for this run: ${token}`,
      );

/** What the operator reads once everything runs: where things are. `token`: made for this run. */
export const greetingOf = (config: Config, port: number, token?: string): string => {
  const { locale, sandbox } = config;
  const lines = [
    readyLine(`http://localhost:${port}/`, sandbox),
    slackLine(config),
    feishuLine(config),
    tokenLine(token),
  ];
  return lines.flatMap((line) => (line === undefined ? [] : [line[locale]])).join('\n');
};

const NO_APP_ID = say(
  '须为 cli_ 加 16 位十六进制数，否则无法建立长连接',
  'must be cli_ and 16 hexadecimal digits, or there is no long connection',
);

/** Why nobody could be heard, or nobody on one messenger, with this configuration; undefined when all can. */
export const unheardIn = ({ sandbox, messengers, locale }: Config): StartProblem | undefined => {
  const { slack, feishu } = messengers;
  if (!sandbox && slack === undefined && feishu === undefined) return { kind: 'no-messenger' };
  // The SDK would wait for ever and say nothing.
  return feishu?.transport.kind === 'websocket' && !isAppId(feishu.appId)
    ? { kind: 'configuration', problems: [`FEISHU_APP_ID: ${NO_APP_ID[locale]}`] }
    : undefined;
};
