import { describe, expect, it } from 'vitest';
import { helpTopic, helpTopics } from '#commands/help-topics.ts';
import { REGISTRY } from '#commands/registry.ts';
import { LOCALES } from '#domain/locale.ts';

describe('help', () => {
  it.each(LOCALES)('in %s names every verb once, in a group with a title', (locale) => {
    const groups = helpTopics(locale);
    const verbs = groups.flatMap(({ topics }) => topics.map(({ verb }) => verb));
    expect(verbs.toSorted()).toEqual(REGISTRY.map(({ id }) => id).toSorted());
    for (const { title, topics } of groups) {
      expect(title).not.toBe('');
      expect(topics.length).toBeGreaterThan(0);
    }
  });

  it('shows usage, summary and example in the language of the reader', () => {
    expect(helpTopic('open', 'zh-CN')).toMatchObject({
      verb: 'open',
      word: '开启',
      summary: '开启应急事件',
      usage:
        '开启 <场景> "标题" [级别=…] [范围=…] [用户=…] [原因=…] [状态=…] [时间=…] [群=…] [工单=…] [关联=…] [标记=…]',
      example: '开启 系统故障 "CRM无法登录" 范围=华东,华南 用户=300',
      who: 'anyone',
    });
    expect(helpTopic('open', 'zh-CN')?.aliases).toEqual(
      expect.arrayContaining(['启动', 'open', 'declare']),
    );
    expect(helpTopic('开启', 'en')).toMatchObject({
      word: 'open',
      usage: expect.stringContaining('open <scenario> "title" [--level …] [--regions …]'),
    });
    expect(
      JSON.stringify(
        helpTopics('en').map(({ topics }) =>
          topics.map(({ usage, summary, example }) => [usage, summary, example]),
        ),
      ),
    ).not.toMatch(/\p{Script=Han}/u);
  });

  it('explains a verb by any of its words, with all its sub-verbs', () => {
    const topic = helpTopic('announce', 'zh-CN');
    expect(topic?.commands.map(({ usage }) => usage)).toEqual([
      '公告 起草 <模板> 名称=内容 … [--暂存] [取代=…]',
      '公告 修改 <公告编号> 名称=内容 … [--暂存]',
      '公告 已发 <公告编号> <渠道> [<链接>]',
      '公告 撤回 <公告编号> "原因"',
      '公告 列表',
    ]);
    expect(helpTopic('公告 起草', 'zh-CN')).toEqual(topic);
    expect(helpTopic('任務', 'en')?.verb).toBe('task');
    expect(helpTopic('nonsense', 'en')).toBeUndefined();
  });
});
