import { describe, expect, it } from 'vitest';
import type { FormField } from '#cards/card.ts';
import { formFor, submitForm } from '#commands/forms.ts';
import { REGISTRY } from '#commands/registry.ts';
import { english, inRoom, outside, parse } from './context.ts';
import { inOutage, outageKey } from './outage.ts';

const field = (command: string, id: string, context = inRoom, prefill = {}): FormField => {
  const found = formFor(command, context, prefill).fields.find((each) => each.id === id);
  if (found === undefined) throw new Error(`${command} has no field ${id}`);
  return found;
};
const idsOf = (command: string, context = inRoom, prefill = {}): readonly string[] =>
  formFor(command, context, prefill).fields.map(({ id }) => id);

const COMMANDS = REGISTRY.flatMap(({ commands }) => commands);

describe('the form of open, for someone who opens it twice a year (section 7.1, 7.4)', () => {
  it('asks three questions in plain words, and nothing that needs knowledge', () => {
    const form = formFor('open', outside(), {});
    expect(form.fields.map(({ id, required }) => [id, required])).toEqual([
      ['scenario', true],
      ['title', true],
      ['regions', false],
      ['users', false],
      ['level', false],
    ]);
    expect(form.fields[0]?.options).toEqual([
      { value: 'system-failure', label: '打不通、系统登录不了' },
      { value: 'call-surge', label: '电话太多接不过来' },
      { value: 'complaint-cluster', label: '很多人投诉同一件事' },
      { value: 'public-opinion', label: '媒体或热搜提到我们' },
      { value: 'product-quality', label: '产品伤人或有安全隐患' },
      { value: 'general', label: '其他' },
    ]);
    expect(form).not.toHaveProperty('actions');
  });

  it('offers the open incidents to join before it opens another (section 7.5)', () => {
    const form = formFor('open', outside('INC-20261201-01', 'INC-20261201-02'), {});
    expect(form.actions).toEqual([
      { label: '加入 INC-20261201-01', line: 'join INC-20261201-01', style: 'default' },
      { label: '加入 INC-20261201-02', line: 'join INC-20261201-02', style: 'default' },
    ]);
    expect(JSON.stringify(form.intro)).toContain('事件 INC-20261201-02');
    expect(parse('join INC-20261201-02', outside('INC-20261201-01', 'INC-20261201-02'))).toEqual({
      kind: 'incident',
      intent: { type: 'join' },
      key: 'INC-20261201-02',
    });
  });

  it('opens what was answered', () => {
    expect(
      submitForm(
        'open',
        {
          scenario: 'general',
          title: '客户情绪激动',
          regions: '上海、南京',
          users: '数百',
          level: '',
        },
        outside(),
      ),
    ).toEqual({
      kind: 'open',
      intent: {
        type: 'open',
        scenario: 'general',
        title: '客户情绪激动',
        scope: { regions: ['上海', '南京'], users: 101 },
        flags: [],
      },
    });
  });

  it('is worded in English for an English reader', () => {
    const form = formFor('open', { ...outside('INC-20261201-01'), locale: 'en' }, {});
    expect(form).toMatchObject({
      title: 'Open an incident',
      submit: 'Open the incident',
      actions: [{ label: 'Join INC-20261201-01' }],
    });
    expect(JSON.stringify(form.fields)).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('forms of all commands', () => {
  it.each(COMMANDS)('$id has a field for every argument, in both languages', ({ id, args }) => {
    const plain = args.filter(({ kind }) => kind !== 'vars').map(({ name }) => name);
    const shown = id === 'open' ? ['scenario', 'title', 'regions', 'users', 'level'] : plain;
    expect(idsOf(id)).toEqual(expect.arrayContaining([...shown]));
    expect(new Set(idsOf(id)).size).toBe(idsOf(id).length);
    const other = formFor(id, english, {});
    expect(other.command).toBe(id);
    const policyNames = /"options":\[[^\]]*\]/g;
    expect(JSON.stringify(other).replace(policyNames, '')).not.toMatch(/\p{Script=Han}/u);
  });

  it('offers levels, scenarios, roles and people to choose from', () => {
    expect(field('grade', 'level').options).toEqual([
      { value: 'sev1', label: '重大事件' },
      { value: 'sev2', label: '较大事件' },
      { value: 'sev3', label: '一般事件' },
    ]);
    expect(field('playbook attach', 'playbook').options).toContainEqual({
      value: 'public-opinion',
      label: '舆情事件',
    });
    expect(field('assign', 'role').options).toContainEqual({
      value: 'techSupport',
      label: '技术支持组',
    });
    expect(field('assign', 'people')).toMatchObject({ kind: 'people', required: false });
    expect(field('commander', 'person')).toMatchObject({ kind: 'person', required: true });
    expect(field('update', 'percent')).toMatchObject({ kind: 'number' });
    expect(field('ack', 'eta')).toMatchObject({ kind: 'datetime' });
    expect(field('announce draft', 'hold')).toMatchObject({ kind: 'checkbox' });
    expect(field('update', 'text')).toMatchObject({ kind: 'multiline', maxLength: 5_000 });
  });

  it('offers what the incident has: open items, templates, announcements, votes', () => {
    const tasks = field('task done', 'task', inOutage);
    expect(tasks.options).toContainEqual({
      value: 'switch-backup',
      label: '启动备用服务器/切换备用线路',
    });
    expect(tasks.options?.map(({ value }) => value)).not.toContain('notify-tech-ops');
    expect(
      field('announce draft', 'template', inOutage).options?.map(({ value }) => value),
    ).toEqual(['initial', 'resolved', 'statement']);
    expect(field('announce revise', 'id', inOutage).options).toEqual([
      { value: 'A1', label: 'A1 故障公告' },
    ]);
    expect(field('vote', 'approval', inOutage).options).toEqual([
      { value: 'A1.v1', label: 'A1.v1' },
    ]);
    expect(field('announce sent', 'channel', inOutage).options).toContainEqual({
      value: 'sms',
      label: '短信',
    });
    expect(
      field('postmortem edit', 'field', inOutage).options?.map(({ value }) => value),
    ).toContain('rootCause');
    expect(formFor('task done', inOutage, {}).incident).toBe(outageKey);
    expect(formFor('bind', inOutage, {})).not.toHaveProperty('incident');
  });

  it('fills in what is known already', () => {
    expect(field('grade', 'level', inOutage).value).toBe('sev1');
    expect(field('announce draft', 'vars.cause', inOutage, { template: 'initial' })).toMatchObject({
      required: true,
      value: '主交换节点无响应',
    });
    expect(field('announce revise', 'vars.eta', inOutage, { id: 'A1' }).hint).toContain('11:15');
  });

  it('asks for the variables of the chosen template, else for those of all', () => {
    expect(idsOf('announce draft', inOutage, { template: 'resolved' })).toEqual([
      'template',
      'vars.impact',
      'vars.cause',
      'vars.recoveredAt',
      'hold',
      'supersedes',
    ]);
    expect(idsOf('announce draft', inOutage)).toEqual(
      expect.arrayContaining(['vars.eta', 'vars.recoveredAt', 'vars.contact']),
    );
    expect(field('announce draft', 'vars.eta', inOutage).required).toBe(false);
    expect(idsOf('wording set', inOutage)).toEqual(['text', 'vars.eta', 'vars.workaround']);
    expect(idsOf('facts')).toEqual(
      expect.arrayContaining([
        'facts.time',
        'facts.place',
        'facts.customers',
        'facts.description',
        'facts.actionsTaken',
        'facts.impact',
        'regions',
        'users',
      ]),
    );
    expect(idsOf('metric', inOutage)).toEqual(
      expect.arrayContaining([
        'values.connectRate',
        'values.waitSeconds',
        'values.ivrHealthy',
        'at',
      ]),
    );
  });

  it('drops variables that were only offered for another template', () => {
    expect(
      submitForm(
        'announce draft',
        {
          template: 'resolved',
          'vars.impact': '热线',
          'vars.cause': '故障',
          'vars.recoveredAt': '10:15',
          'vars.eta': '11:15',
        },
        inOutage,
      ),
    ).toMatchObject({
      kind: 'incident',
      intent: { vars: { impact: '热线', cause: '故障', recoveredAt: '10:15' }, promises: {} },
    });
  });
});
