import { describe, expect, it } from 'vitest';
import { submitForm } from '#commands/forms.ts';
import { english, inRoom, outside } from './context.ts';

describe('what is wrong with a field is told beside it, and everything typed is kept', () => {
  it.each<[string, Record<string, string>, Record<string, string>, Record<string, string>]>([
    ['open', { scenario: 'general' }, { title: '请填写这一项' }, { title: 'Please fill this in' }],
    [
      'open',
      { scenario: 'general', title: 'x', users: 'many' },
      { users: '没有看懂，请换一种写法' },
      { users: 'This could not be read, please write it another way' },
    ],
    [
      'open',
      { scenario: 'general', title: '火'.repeat(201) },
      { title: '共 201 个字，最多 200 个字，请精简' },
      { title: '201 characters; at most 200 fit, please shorten it' },
    ],
    [
      'grade',
      { level: 'huge' },
      { level: '请填写其中之一：重大、较大、一般' },
      { level: 'Please give one of: critical, major, general' },
    ],
    [
      'ack',
      { deadline: 'x', reason: 'y', eta: '9:00' },
      { eta: '这个时间已经过去，请填写以后的时间' },
      { eta: 'This time is over, please give a later one' },
    ],
    [
      'note',
      { text: 'x', at: '某时' },
      { at: '没有看懂这个时间，可以写 11:15、明天9:00 或 2026-12-15 09:00' },
      { at: 'This time could not be read. You may write 11:15, tomorrow 9:00 or 2026-12-15 09:00' },
    ],
    [
      'commander',
      { person: '无此人' },
      { person: '没有找到“无此人”' },
      { person: 'Nobody called “无此人” was found' },
    ],
    [
      'commander',
      { person: '张伟' },
      { person: '有多位“张伟”，请指明是哪一位：张伟、张伟' },
      { person: 'There are several called “张伟”. Please say which: 张伟, 张伟' },
    ],
    [
      'announce draft',
      { template: 'initial', 'vars.eta': '9:00' },
      { 'vars.eta': '这个时间已经过去，请填写以后的时间' },
      { 'vars.eta': 'This time is over, please give a later one' },
    ],
    [
      'metric',
      { 'values.connectRate': '很低' },
      { 'values.connectRate': '没有看懂，请换一种写法' },
      { 'values.connectRate': 'This could not be read, please write it another way' },
    ],
    [
      'metric',
      {},
      { 'values.connectRate': '请至少填写一项' },
      { 'values.connectRate': 'Please fill in at least one field' },
    ],
    [
      'facts',
      {},
      { 'facts.time': '请至少填写一项' },
      { 'facts.time': 'Please fill in at least one field' },
    ],
    [
      'meeting start',
      { url: 'https://m.example/1' },
      { priority: '请填写这一项' },
      { priority: 'Please fill this in' },
    ],
    [
      'plan propose',
      { text: '停售', steps: '停售', due: '今天' },
      { resources: '请填写这一项', owner: '请填写这一项' },
      { resources: 'Please fill this in', owner: 'Please fill this in' },
    ],
    [
      'task add',
      { title: 'x' },
      { due: '请填写这一项', role: '请填写这一项' },
      { due: 'Please fill this in', role: 'Please fill this in' },
    ],
  ])('%s %j', (command, values, zh, en) => {
    expect(submitForm(command, values, inRoom)).toEqual({ fieldErrors: zh });
    expect(submitForm(command, values, english)).toEqual({ fieldErrors: en });
  });

  it('acts on the only open incident, and asks which when there are several', () => {
    expect(submitForm('update', { text: 'x' }, outside('INC-20261201-01'))).toMatchObject({
      kind: 'incident',
      key: 'INC-20261201-01',
    });
    expect(
      submitForm('update', { text: 'x' }, outside('INC-20261201-01', 'INC-20261201-02')),
    ).toMatchObject({ kind: 'usage', problem: { kind: 'several-incidents' } });
    expect(submitForm('no such', {}, inRoom)).toMatchObject({
      kind: 'usage',
      problem: { kind: 'unknown-verb' },
    });
  });

  it('reads times as date pickers send them', () => {
    const wanted = { kind: 'incident', intent: { eta: Date.parse('2026-12-15T09:00:00+08:00') } };
    for (const eta of [
      '2026-12-15T09:00',
      '2026-12-15 09:00 +0800',
      '1797296400',
      '2026-12-15T01:00:00.000Z',
    ])
      expect(submitForm('ack', { deadline: 'x', reason: 'y', eta }, inRoom)).toMatchObject(wanted);
  });
});
