import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import type { PostmortemEvidence } from '#domain/postmortem/model.ts';
import { postmortemMarkdown } from '#cards/postmortem-markdown.ts';
import type { View } from '#cards/view.ts';
import { log, type EventLog } from '../support/event-log.ts';
import { shippedPolicy as policy } from '../support/policy.ts';
import { lateAnnouncement, rejectedAnnouncement } from '../support/recorded-announcements.ts';
import { outage, outageReopened } from '../support/recorded-outage.ts';

const written = (
  record: EventLog,
  locale: View['locale'] = 'zh-CN',
  evidence: PostmortemEvidence = {},
  more: Partial<View> = {},
): string => {
  const now = Math.max(...record.events.map(({ recordedAt }) => recordedAt)) + 1;
  const view: View = { locale, timezone: 'Asia/Shanghai', now, policy, ...more };
  return postmortemMarkdown(
    buildPostmortem(record.state, record.events, policy, now, evidence),
    view,
  );
};

const headings = (markdown: string): readonly string[] =>
  markdown.split('\n').filter((line) => line.startsWith('#'));

/** The part below a heading that contains `title`. */
const part = (markdown: string, title: string): string => {
  const [, after = ''] = markdown.split(new RegExp(`^#{2,3} [^\n]*${title}[^\n]*$`, 'mu'));
  return after.split(/^#{2,3} /mu)[0] ?? '';
};

describe('the document', () => {
  it('4.4: given the Chinese template, then its headings come in its order', () => {
    expect(headings(written(outage()))).toEqual([
      '# 复盘报告 INC-20261201-01 系统故障  〔重大 10:05〕 状态：草稿（v1）',
      '## 1. What 发生了什么',
      '## 2. When 时间经过',
      '## 3. Where 影响范围',
      '## 4. Who 参与与职责',
      '## 5. Why 原因分析',
      '## 6. How 处置过程',
      '### 时限执行（19/19 按时）',
      '### 对外沟通',
      '## 7. 数据',
      '## 8. 用户反馈',
      '## 9. 经验教训',
      '## 10. 预案修订',
      '## 11. 知识库补充',
      '## 12. 改进措施',
      '## 13. 演练建议',
      '## 14. 结果与影响评估（重大事件由领导小组填写）',
    ]);
  });

  it('4.5: given the English template, then its headings come in its order', () => {
    expect(headings(written(outage(), 'en'))).toEqual([
      '# Postmortem INC-20261201-01 系统故障 [Critical 10:05] status: draft (v1)',
      '## 1. What happened',
      '## 2. When',
      '## 3. Where (scope)',
      '## 4. Who',
      '## 5. Why',
      '## 6. How we responded',
      '### Deadlines (19 of 19 on time)',
      '### External communication',
      '## 7. Data',
      '## 8. Customer feedback',
      '## 9. Lessons',
      '## 10. Playbook revisions',
      '## 11. Knowledge-base additions',
      '## 12. Action items',
      '## 13. Drill suggestion',
      '## 14. Outcome and impact (critical incidents: filled in by leadership)',
    ]);
  });

  it('S4-24: given any language, then the last line says that it is internal and masked', () => {
    expect(written(outage()).trimEnd()).toMatch(/_仅供内部使用，用户信息已脱敏_$/u);
    expect(written(outage(), 'en').trimEnd()).toMatch(
      /_Internal use only; customer data masked_$/u,
    );
  });

  it('E1: given nobody gave a root cause, then it reads 待补 and To be completed', () => {
    expect(part(written(outage()), '5. Why')).toContain('5. 根因：待补');
    expect(part(written(outage(), 'en'), '5. Why')).toContain('5. Root cause: To be completed');
  });

  it('domain 7.12: given a time, then it has its date and its zone', () => {
    expect(part(written(outage()), '2. When')).toContain(
      '- 2026-12-01 10:19:30 UTC+8 首个公告发布（开启后 15 分 30 秒）',
    );
  });

  it('given the pages have an address, then the timeline is linked, and counted', () => {
    const text = written(outage(), 'en', {}, { publicUrl: 'https://f.example' });
    expect(text).toContain(
      'Full timeline in the appendix (53 entries, <https://f.example/incidents/INC-20261201-01>)',
    );
  });

  it('S0-79: given any incident, then nobody is ranked and nobody is punished', () => {
    expect(written(lateAnnouncement())).not.toMatch(/处分|追究|排名|评分/u);
  });
});

describe('figures in the document', () => {
  it('S0-62: given nothing was measured, then it says 无数据 and never 0', () => {
    const data = part(written(lateAnnouncement()), '7. 数据');
    expect(data).toContain(
      '| 通话量 | 无数据 | 无数据 | 无数据 | 无数据 | 无数据 | 无数据 | n=0 |',
    );
    expect(data).toContain('| 核实用时 | 无数据 |');
    expect(part(written(lateAnnouncement()), '8. 用户反馈').trim()).toBe('无数据');
    expect(part(written(lateAnnouncement(), 'en'), '8. Customer').trim()).toBe('No data');
  });

  it('S0-62: given stored samples, then before and after are filled and satisfaction is compared in points', () => {
    const metrics = {
      csat: { before: 92, after: 82.5, samples: 40 },
      callVolume: { total: 900, samples: 12 },
    };
    const data = part(written(outage(), 'zh-CN', { metrics }), '7. 数据');
    expect(data).toContain('| 满意度 | 92% | 无数据 | 无数据 | 无数据 | 无数据 | 82.5% | n=40 |');
    expect(data).toContain('满意度变化 -9.5 个百分点。');
    expect(data).toContain('通话量合计 900。');
  });

  it('S0-63: given tickets by topic, then they are counted, and suggestions listed', () => {
    const feedback = { topics: [{ topic: '无法登录', count: 12 }], suggestions: ['增加短信提醒'] };
    const text = part(written(outage(), 'zh-CN', { feedback }), '8. 用户反馈');
    expect(text).toContain('- 无法登录：12 件');
    expect(text).toContain('- 建议：增加短信提醒');
  });

  it('E1: given the whole outage, then its figures stand in the document', () => {
    const data = part(written(outage()), '7. 数据');
    expect(data).toContain('| 首个公告用时 | 15 分 30 秒 |');
    expect(data).toContain('| 恢复用时（各轮合计） | 1 小时 5 分 |');
    expect(data).toContain('| 影响时长 | 1 小时 9 分 |');
    expect(data).toContain('| 接通率 | 无数据 | 66% | 91% | 78.5% | 91% | 无数据 | n=2 |');
  });

  it('S0-64: given technical staff, then their response stands beside the benchmark', () => {
    expect(part(written(outage()), '4. Who')).toContain('| 2 分（基准 30 分） |');
  });

  it('E5: given a late announcement, then lateness, escalations and the answer are told', () => {
    const text = part(written(lateAnnouncement(), 'en'), 'Deadlines');
    expect(text).toContain(
      'done 29 min late | Command group (2026-12-04 09:30:30 UTC+8), Executive leadership group (2026-12-04 09:45 UTC+8) | 李娜: 法务确认措辞 |',
    );
  });

  it('S0-55: given promises to customers, then each is named for what it promised', () => {
    const text = part(written(outage()), '时限执行');
    expect(text).toContain(
      '| 公告 A1 承诺的更新时间 | 2026-12-01 11:00 UTC+8 | 2026-12-01 10:56 UTC+8 | 按时 |',
    );
    expect(text).toContain('| 公告 A1 承诺的恢复时间 | 2026-12-01 11:15 UTC+8 |');
    expect(text).toContain('| 审批 A1 v1 |');
  });

  it('E6: given a rejected announcement, then versions, votes and the late retraction are told', () => {
    const text = part(written(rejectedAnnouncement()), '对外沟通');
    expect(text).toContain(
      '| A1 | 3 版，驳回 1 次 | 已被取代（苏敏） | 计入 2，未计入 2，事后收回 1 | 9 分 |',
    );
  });
});

describe('what people wrote in the document', () => {
  it('E8: given a root cause typed before the reopening, then it is untouched in version 2', () => {
    const text = written(outageReopened());
    expect(text).toContain('状态：草稿（v2）');
    expect(text).toContain('〔重大 10:05 → 较大 13:20〕');
    expect(part(text, '5. Why')).toContain('根因：主交换节点固件缺陷');
    expect(part(text, '12. 改进措施')).toContain(
      '| AI-1 | 固件升级 | 修复 | 钱多 | 2026-12-15 18:00 UTC+8 | 进行中 |',
    );
    expect(text).toContain('轮次 2（第 2 轮重开原因：接通率再次跌至74%）');
  });

  it('4: given a person rewrote a part, then theirs comes first and the newer record stands beside it', () => {
    const record = outage().at('12:30').by('lin').record('postmortem.edited', {
      field: 'what',
      text: '主交换节点停止响应。\n全国热线受影响。',
    });
    const text = part(written(record), '1. What');
    expect(text).toMatch(
      /主交换节点停止响应。 {2}\n全国热线受影响。\n\n> 系统自动生成：\n>\n> 系统故障。/u,
    );
  });

  it('S0-65: given three whys, then they are numbered and the last is the root cause', () => {
    const record = outage().at('12:30').by('lin');
    for (const [index, text] of ['热线不通', '节点宕机', '固件缺陷'].entries())
      record.record('postmortem.why', { text, level: index + 1 });
    const why = part(written(record), '5. Why');
    expect(why).toContain('1. 问题：热线不通\n2. 为什么：节点宕机\n3. 根因：固件缺陷');
  });

  it('S0-54: given two measures, then both are listed with their times', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .at('10:10')
      .by('qian')
      .update('切换', { measure: '切换备用线路' })
      .at('10:20')
      .update('扩容', { measure: '增加带宽' });
    const how = part(written(record), '6. How');
    expect(how).toContain('- 2026-12-01 10:10 UTC+8 钱多 措施：切换备用线路');
    expect(how).toContain('- 2026-12-01 10:20 UTC+8 钱多 措施：增加带宽');
  });

  it('S0-66: given the rule fired late, then the change is proposed in figures', () => {
    expect(part(written(outage()), '10. 预案修订')).toContain(
      '- 预案 system-failure: triggers.sf-connect-outage：接通率由 < 70% 持续 10 分 改为 < 75% 持续 5 分。规则触发时影响已持续 11 分。',
    );
  });

  it('given no action is needed, then the reason stands below the empty table', () => {
    const record = outage()
      .at('12:30')
      .by('lin')
      .record('postmortem.edited', { field: 'noAction', text: '供应商已更换' });
    const text = part(written(record), '12. 改进措施');
    expect(text).toContain('不需要改进措施，原因：供应商已更换');
    expect(text).not.toContain('待补');
  });

  it('given markup in names and texts, then it arrives as text', () => {
    const hostile =
      '| # <script>alert(1)</script> [x](http://evil.example) ![i](http://evil.example/i.png)';
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened({ title: hostile, status: hostile, cause: hostile });
    record
      .checklist('opened')
      .done('switch-backup', hostile)
      .at('10:10')
      .by('lin')
      .update(hostile, { measure: hostile });
    for (const field of [
      'what',
      'where',
      'rootCause',
      'good',
      'bad',
      'luck',
      'outcome',
      'kb',
      'noAction',
      'breachComments',
      'feedback',
    ])
      record.record('postmortem.edited', { field, text: hostile });
    record.record('action.added', { id: 'AI-1', text: hostile, type: hostile });
    for (const locale of ['zh-CN', 'en'] as const) {
      const html = marked.parse(written(record, locale), { async: false });
      expect(html).not.toMatch(/<script|<img|<a /u);
      expect(html.match(/<h1/gu)).toHaveLength(1);
      expect(html.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/gu)?.length).toBeGreaterThan(12);
    }
  });
});

describe('the languages of the document', () => {
  it('given Latin names only, then English has no Chinese in it', () => {
    const record = log({ policy, title: 'Hotline down' })
      .at('10:04')
      .by('system', 'ingest')
      .opened({ alertedAt: 0, startedAt: 0 })
      .checklist('opened')
      .graded('sev1')
      .duties()
      .metric({ connectRate: 66 })
      .wording('W1', 'typed')
      .drafted('A1')
      .submitted('A1', 2)
      .sent('A1', 'website')
      .resolved('ok')
      .closed('ok');
    expect(written(record, 'en')).not.toMatch(/\p{Script=Han}/u);
  });
});
