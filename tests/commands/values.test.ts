import { describe, expect, it } from 'vitest';
import { readLevel } from '#commands/values/level.ts';
import { readMetricName, readMetricValue } from '#commands/values/metric.ts';
import { nearest } from '#commands/values/nearest.ts';
import { readNumber, readUsers } from '#commands/values/quantity.ts';
import { readRegions, readSteps } from '#commands/values/regions.ts';
import { readRole } from '#commands/values/role.ts';
import { readScenario } from '#commands/values/scenario.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import { policy } from './context.ts';

describe('numbers and customers (domain 0.2)', () => {
  it.each([
    ['80', 80],
    ['5,000', 5_000],
    ['５，０００', 5_000],
    ['数百', 101],
    ['數百', 101],
    ['几百人', 101],
    ['数千', 1_000],
    ['数千人', 1_000],
    ['上千', 1_000],
    ['数万', 10_000],
    ['3万', 30_000],
    ['3.3万', 33_000],
    ['5千', 5_000],
    ['2百', 200],
    ['300人', 300],
    ['约300', 300],
    ['300左右', 300],
    ['1000以上', 1_000],
    ['300+', 300],
    ['hundreds', 101],
    ['thousands', 1_000],
    ['300 customers', 300],
    ['2k', 2_000],
    ['0', 0],
  ])('reads %s customers', (given, wanted) => {
    expect(readUsers(given)).toBe(wanted);
  });

  it.each(['many', '', '-5', '很多', '1,00', '五六个', '68%', '1e3'])(
    'does not read %j',
    (given) => {
      expect(readUsers(given)).toBeUndefined();
    },
  );

  it.each([
    ['68', 68],
    ['68%', 68],
    ['68.5 %', 68.5],
    ['-3', -3],
    ['1,234.5', 1_234.5],
  ])('reads the number %s', (given, wanted) => {
    expect(readNumber(given)).toBe(wanted);
  });
});

describe('regions', () => {
  it.each([
    ['华东,华南', ['华东', '华南']],
    ['华东，华南', ['华东', '华南']],
    ['华东、华南;华北', ['华东', '华南', '华北']],
    ['全国', ['全国']],
    ['全國', ['全国']],
    ['nationwide', ['全国']],
    ['Nationwide', ['全国']],
    ['上海', ['上海']],
    ['华东,华东', ['华东']],
    ['3', ['地区1', '地区2', '地区3']],
    ['2个地区', ['地区1', '地区2']],
    ['East, South', ['East', 'South']],
  ])('reads %s', (given, wanted) => {
    expect(readRegions(given, 'zh-CN')).toEqual(wanted);
  });

  it('splits steps at semicolons, arrows or lines before it splits at commas', () => {
    expect(readSteps('停售，封存；通知；更换')).toEqual(['停售，封存', '通知', '更换']);
    expect(readSteps('停售→通知→更换')).toEqual(['停售', '通知', '更换']);
    expect(readSteps('停售、通知')).toEqual(['停售', '通知']);
  });
});

describe('levels, scenarios, roles and metrics', () => {
  it('knows every alias of every level (domain 1.6)', () => {
    for (const severity of SEVERITIES)
      for (const alias of [severity, ...policy.severityAliases[severity]]) {
        expect(readLevel(alias, policy)).toBe(severity);
        expect(readLevel(alias.toUpperCase(), policy)).toBe(severity);
      }
  });

  it.each([
    ['一级事件(严重)', 'sev1'],
    ['一级事件（严重）', 'sev1'],
    ['較大', 'sev2'],
    ['Ｐ１', 'sev1'],
    ['Level II (serious)', 'sev2'],
    ['较严重', 'sev2'],
    ['严重', 'sev1'],
  ])('reads the level %s', (given, wanted) => {
    expect(readLevel(given, policy)).toBe(wanted);
  });

  it('knows every name and alias of every playbook', () => {
    for (const { id, names, aliases } of Object.values(policy.playbooks))
      for (const word of [id, ...Object.values(names), ...aliases])
        expect(readScenario(word, policy)).toBe(id);
  });

  it('knows every role by id and name, and by its short names', () => {
    for (const { id, names } of policy.common.roles)
      for (const word of [id, ...Object.values(names)]) expect(readRole(word, policy)).toBe(id);
    expect(
      [
        '技术支持',
        '品牌组',
        '公关',
        '後勤保障組',
        'brand-pr',
        '指揮長',
        '技术',
        'TechSupport',
        '响应人员',
      ].map((word) => readRole(word, policy)),
    ).toEqual([
      'techSupport',
      'brandPr',
      'brandPr',
      'logistics',
      'brandPr',
      'incidentCommander',
      'techSupport',
      'techSupport',
      'responder',
    ]);
    expect(readRole('应急', policy)).toBeUndefined();
  });

  it.each([
    ['接通率', '68%', 'connectRate', 68],
    ['等待', '150s', 'waitSeconds', 150],
    ['等待', '2分30秒', 'waitSeconds', 150],
    ['話務量', '930', 'callVolume', 930],
    ['IVR', '故障', 'ivrHealthy', 0],
    ['load_pct', '126', 'loadPct', 126],
  ])('reads the metric %s = %s', (name, value, id, wanted) => {
    const metric = readMetricName(name, policy);
    expect(metric?.id).toBe(id);
    expect(metric === undefined ? undefined : readMetricValue(value, metric)).toBe(wanted);
  });

  it('finds the word that was meant, and none for a stranger', () => {
    const known = ['定级', '清单', '系统故障', 'grade', 'announce', 'connectRate'];
    expect(
      ['级定', '定级别', '系统古障', 'grdae', 'anounce', 'conectRate'].map((word) =>
        nearest(word, known),
      ),
    ).toEqual(['定级', '定级', '系统故障', 'grade', 'announce', 'connectRate']);
    expect(['工单', '核实', 'xyz', '', 'at'].map((word) => nearest(word, known))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
