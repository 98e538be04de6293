import { afterEach, beforeEach, expect, it } from 'vitest';
import { registerSlashCommands } from '#adapters/feishu/inbound/slash-commands.ts';
import { createFeishuApi } from '#adapters/feishu/web/api.ts';
import type { FakeFeishu } from '../../../support/feishu/fake-feishu.ts';
import { startFeishu } from '../../../support/feishu/samples.ts';

let feishu: FakeFeishu;
beforeEach(async () => {
  feishu = await startFeishu();
});
afterEach(() => feishu.close());

const api = () =>
  createFeishuApi({
    appId: feishu.appId,
    appSecret: { reveal: () => feishu.appSecret },
    domain: feishu.domain,
    clock: { now: () => Date.now() },
  });
const command = (name: string) => ({
  name,
  description: { 'zh-CN': '开启和处理事件', en: 'Open and run incidents' },
});

it('registers what is missing, in both languages, and leaves what is there', async () => {
  expect(await registerSlashCommands(api(), [command('incident')])).toEqual(['incident']);
  const both = [command('incident'), command('应急')];
  expect(await registerSlashCommands(api(), both)).toEqual(['应急']);
  expect(await registerSlashCommands(api(), both)).toEqual([]);
  expect(feishu.slashCommands()).toEqual(['incident', '应急']);
  const posted = feishu.calls.filter(
    ({ method, path }) => method === 'POST' && path.includes('slash'),
  );
  expect(posted[0]?.body).toMatchObject({
    description: { i18n: { zh_cn: '开启和处理事件', en_us: 'Open and run incidents' } },
  });
  expect(feishu.violations).toEqual([]);
});

it('lets two processes register at the same time', async () => {
  const commands = [command('incident'), command('应急')];
  await Promise.all([
    registerSlashCommands(api(), commands),
    registerSlashCommands(api(), commands),
  ]);
  expect(feishu.slashCommands().toSorted()).toEqual(['incident', '应急']);
});

it('registers no more than an app may have', async () => {
  const commands = Array.from({ length: 101 }, (_, n) => command(`c${n}`));
  await expect(registerSlashCommands(api(), commands)).rejects.toMatchObject({
    code: 'too-many-slash-commands',
  });
  expect(feishu.slashCommands()).toEqual([]);
});
