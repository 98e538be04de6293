import { describe, expect, it } from 'vitest';
import { clientLocale, isSlashCommand, lineIn, readSaid } from '#adapters/feishu/inbound/text.ts';

type Mentions = Parameters<typeof readSaid>[2];

const BOT = 'ou_bot';
const mention = (n: number, openId: string, type = 'user'): Mentions[number] => ({
  key: `@_user_${n}`,
  id: { open_id: openId },
  mentioned_type: type,
  name: openId,
});
const bot = (n: number) => mention(n, BOT, 'bot');
const read = (text: string, mentions: Mentions = [], own: string | undefined = BOT) =>
  readSaid('text', JSON.stringify({ text }), mentions, own);
const readPost = (content: unknown, mentions: Mentions = []) =>
  readSaid('post', JSON.stringify(content), mentions, BOT);

describe('a text', () => {
  it.each<[string, Mentions, string, boolean]>([
    ['网页打不开', [], '网页打不开', false],
    ['  状态 \n', [], '状态', false],
    ['@_user_1 状态', [bot(1)], '状态', true],
    ['@_user_1：状态', [bot(1)], '状态', true],
    ['状态 @_user_1', [bot(1)], '状态', true],
    ['请看 @_user_1 状态', [bot(1)], '状态', true],
    ['@_user_1', [bot(1)], '', true],
    ['@_user_1 状态 @_user_1', [bot(1)], '状态', true],
    ['@_user_1 assign 技术 @_user_2', [bot(1), mention(2, 'ou_su')], 'assign 技术 <@ou_su>', true],
    ['@_user_1 @_user_10', [mention(1, 'ou_a'), mention(10, 'ou_b')], '<@ou_a> <@ou_b>', false],
    ['@_user_3 是字面', [], '@_user_3 是字面', false],
    ['@_all 注意', [], '@all 注意', false],
    ['<at user_id="ou_su">苏敏</at> 好', [], '<@ou_su> 好', false],
    ['<at id=ou_bot></at> 状态', [], '状态', true],
    ['<at user_id="all">所有人</at> 好', [], '@all 好', false],
    ['1 < 2 && "3" &lt; 4', [], '1 < 2 && "3" &lt; 4', false],
    ['\ud800a\0b', [], '\ufffdab', false],
  ])('%s is read as it was meant', (text, mentions, wanted, isAddressed) => {
    expect(read(text, mentions)).toEqual({ text: wanted, isAddressed });
  });

  it('names the bot by its id, not by being a bot’s', () => {
    const other = mention(1, 'ou_other', 'bot');
    expect(read('@_user_1 状态', [other])).toEqual({
      text: '<@ou_other> 状态',
      isAddressed: false,
    });
    expect(readSaid('text', '{"text":"@_user_1 状态"}', [other], undefined)?.isAddressed).toBe(
      true,
    );
  });

  it('without anything that was written has no words', () => {
    expect(readSaid('text', '', [], BOT)).toBeUndefined();
    expect(readSaid('text', '{"image_key":"x"}', [], BOT)).toBeUndefined();
    expect(readSaid('image', '{"image_key":"x"}', [], BOT)).toBeUndefined();
    expect(readSaid('sticker', '{"text":"x"}', [], BOT)).toBeUndefined();
  });

  it('F-S4: of any length is read in no time', () => {
    for (const piece of ['<at id=', '@_user_', ' ', '\0', '<', '／', '<at id=ou_su>'])
      for (const mentions of [[], [bot(1)]]) {
        const began = performance.now();
        const said = read(`@_user_1${piece.repeat(150_000 / piece.length)}`, mentions);
        lineIn(said?.text ?? '');
        isSlashCommand(said?.text ?? '', () => false);
        expect(performance.now() - began).toBeLessThan(200);
      }
  });
});

describe('a post', () => {
  it('is read line by line, with its title', () => {
    const content = {
      title: '进展',
      content: [
        [
          { tag: 'at', user_id: '@_user_1', user_name: '烽火' },
          { tag: 'text', text: ' 进展 ' },
          { tag: 'a', href: 'https://example.com', text: '看板' },
        ],
        [{ tag: 'img', image_key: 'x' }, null, 7],
        [
          { tag: 'emotion', emoji_type: 'OK' },
          { tag: 'at', user_id: '@_user_2' },
        ],
      ],
    };
    expect(readPost(content, [bot(1), mention(2, 'ou_su')])).toEqual({
      text: '进展 https://example.com\n\n[OK]<@ou_su>',
      isAddressed: true,
    });
  });

  it('is read in the first language where it has several', () => {
    const post = { zh_cn: { title: '', content: [[{ tag: 'text', text: '状态' }]] } };
    expect(readPost(post)?.text).toBe('状态');
  });

  it.each([{}, { title: 'x' }, { content: 'x' }, [], null])(
    'that is none has no words: %j',
    (post) => {
      expect(readPost(post)).toBeUndefined();
    },
  );
});

describe('a line', () => {
  it.each([
    ['/incident status', 'status'],
    ['/Incident', ''],
    ['／incident　status', 'status'],
    ['/应急 定级 重大', '定级 重大'],
    ['／应急 定级', '定级'],
    ['/應急 定級', '定級'],
    ['/烽火 状态', '状态'],
    ['/status', 'status'],
    ['／状态', '状态'],
    ['/ status', 'status'],
    ['/incidents', 'incidents'],
    ['status', 'status'],
    ['/', '/'],
    ['1/2', '1/2'],
  ])('%s is %s', (text, line) => {
    expect(lineIn(text)).toBe(line);
  });
});

const isVerb = (word: string): boolean => ['status', '进展'].includes(word);

describe('a slash command in a group', () => {
  it.each(['/incident', '/应急 随便', '/status', '／status now', '/进展：恢复了', '/ status'])(
    'is ours: %s',
    (text) => {
      expect(isSlashCommand(text, isVerb)).toBe(true);
    },
  );
  it.each(['/deploy', '/', '/ ', 'status', 'a /status', '/statuses', '//status', '/incidents'])(
    'is not ours: %s',
    (text) => {
      expect(isSlashCommand(text, isVerb)).toBe(false);
    },
  );
});

describe('the language of a client', () => {
  it.each([
    ['Mozilla/5.0 Lark/7.70.0 LarkLocale/zh_CN ttnet', 'zh-CN'],
    ['LarkLocale/en_US', 'en'],
    ['LarkLocale/zh', 'zh-CN'],
    ['LarkLocale/ja_JP', undefined],
    ['LarkLocale/zhx', undefined],
    ['Mozilla/5.0', undefined],
    [undefined, undefined],
  ])('%s', (userAgent, locale) => {
    expect(clientLocale(userAgent)).toBe(locale);
  });
});
