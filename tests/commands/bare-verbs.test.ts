import { describe, expect, it } from 'vitest';
import { parse } from './context.ts';

describe('a bare verb', () => {
  it.each([
    ['open', 'open'],
    ['开启', 'open'],
    ['grade', 'grade'],
    ['update', 'update'],
    ['要素', 'facts'],
    ['指标', 'metric'],
    ['记录', 'note'],
    ['资料', 'link'],
    ['节奏', 'cadence'],
    ['清单 完成', 'task done'],
    ['清单 跳过', 'task skip'],
    ['清单 新增', 'task add'],
    ['知悉', 'ack'],
    ['分工', 'assign'],
    ['指挥', 'commander'],
    ['交接', 'handover'],
    ['公告', 'announce draft'],
    ['公告 修改', 'announce revise'],
    ['公告 已发', 'announce sent'],
    ['公告 撤回', 'announce withdraw'],
    ['表决', 'vote'],
    ['方案', 'plan propose'],
    ['会议', 'meeting start'],
    ['预案 查看', 'playbook show'],
    ['预案 追加', 'playbook attach'],
    ['复盘 编辑', 'postmortem edit'],
    ['复盘 为什么', 'postmortem why'],
    ['改进 新增', 'action add'],
    ['改进 完成', 'action done'],
    ['重开', 'reopen'],
    ['撤销', 'cancel'],
    ['绑定', 'bind'],
    ['语言', 'language'],
    ['口径 检查', 'wording check'],
  ])('%s opens the form of %s', (line, command) => {
    expect(parse(line)).toEqual({ kind: 'form', command, prefill: {} });
  });

  it.each([
    ['清单', 'taskList'],
    ['口径', 'wordingShow'],
    ['预案', 'playbookList'],
    ['备班', 'standbyList'],
    ['复盘', 'postmortemShow'],
    ['改进', 'actionList'],
    ['帮助', 'help'],
    ['我是谁', 'whoami'],
    ['时间线', 'timeline'],
    ['公告 列表', 'announceList'],
  ])('%s asks for %s', (line, type) => {
    expect(parse(line)).toEqual({ kind: 'query', query: { type } });
  });

  it('asks for help on a verb by --help', () => {
    expect(parse('公告 起草 --help')).toEqual({
      kind: 'query',
      query: { type: 'help', verb: 'announce' },
    });
    expect(parse('帮助 公告')).toEqual({ kind: 'query', query: { type: 'help', verb: '公告' } });
  });
});
