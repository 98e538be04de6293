import { isAppId } from '../app-id.ts';
import type { FeishuOptions } from '../options.ts';
import { type Finding, fine, say, wrong } from './finding.ts';

const BASICS = say(
  '在开发者后台应用的「凭证与基础信息」中复制',
  'copy it from Credentials & Basic Info of the app in the developer console',
);

const checkAppId = (appId: string): Finding => {
  const check = 'feishu app id';
  if (isAppId(appId)) return fine(check, say('格式正确', 'looks like one'));
  const said = say(
    'FEISHU_APP_ID 不是 App ID：应为 cli_ 加 16 位十六进制数',
    'FEISHU_APP_ID is no App ID: cli_ and 16 hexadecimal digits',
  );
  return wrong(check, said, BASICS);
};

const checkSecret = (secret: string): Finding => {
  const check = 'feishu app secret';
  return secret.startsWith('cli_')
    ? wrong(
        check,
        say('FEISHU_APP_SECRET 填的是 App ID', 'FEISHU_APP_SECRET holds an App ID'),
        BASICS,
      )
    : fine(check, say('不是 App ID', 'is no App ID'));
};

/** Both stand on one page of the console and are easily swapped or copied twice. */
const checkKeys = ({
  appSecret,
  transport,
}: Pick<FeishuOptions, 'appSecret' | 'transport'>): readonly Finding[] => {
  if (transport.kind === 'websocket') return [];
  const check = 'feishu webhook keys';
  const keys = [transport.encryptKey, transport.verificationToken, appSecret];
  return new Set(keys.map((key) => key.reveal())).size === keys.length
    ? [fine(check, say('两个密钥各不相同', 'both keys are set, and differ'))]
    : [
        wrong(
          check,
          say(
            'FEISHU_ENCRYPT_KEY、FEISHU_VERIFICATION_TOKEN 与 FEISHU_APP_SECRET 中有相同的值',
            'two of FEISHU_ENCRYPT_KEY, FEISHU_VERIFICATION_TOKEN and FEISHU_APP_SECRET are the same',
          ),
          say(
            '在「事件与回调」的「加密策略」中分别复制',
            'copy each from Encryption Strategy under Events & Callbacks',
          ),
        ),
      ];
};

/** Whether each credential is of its kind, by what it looks like. Never tells one. */
export const checkCredentials = (
  options: Pick<FeishuOptions, 'appId' | 'appSecret' | 'transport'>,
): readonly Finding[] => [
  checkAppId(options.appId),
  checkSecret(options.appSecret.reveal()),
  ...checkKeys(options),
];
