import { describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import { plainText } from '#cards/plain-text.ts';
import { renderNotice } from '#cards/notice-card.ts';
import type { Desk } from '../support/desk.ts';
import { local } from '../support/desk.ts';
import {
  DAY,
  announced,
  busy,
  graded,
  opinion,
  revised,
  submittedTwice,
  viewAt,
  vote,
} from './fixture.ts';

const approval = (desk: Desk, id: string, clock: string): Card =>
  renderNotice({ card: 'approval', approval: id }, desk.incident, viewAt(clock));
const shown = (desk: Desk, id: string, clock: string): string =>
  plainText(approval(desk, id, clock));

/** What a vote on the rejected v2 of E6 is told. */
const told = (reason: 'not-eligible' | 'decided' | 'author' | 'old-version'): string => {
  const desk = submittedTwice().at('15:11');
  vote(desk, 'su', 'A1.v2', 'reject');
  return plainText(
    renderNotice(
      { card: 'voteIgnored', approval: 'A1.v2', choice: 'approve', reason },
      desk.incident,
      viewAt('15:13'),
    ),
  );
};

describe('approval card', () => {
  it('E1 shows previews with lengths, 需要 2 票, who may vote and by when', () => {
    const card = approval(announced(), 'A1.v1', '10:13');
    const text = plainText(card);
    expect(card.vote).toBe(true);
    expect(text).toContain('需要 2 票');
    expect(text).toContain('0/2');
    expect(text).toContain('决定时限: 10:23');
    expect(text).toContain('@林悦 @陈波 @苏敏');
    expect(text).toContain('官网 · 中文 · 87 字');
    expect(text).toContain('短信 · 中文 · 32 字 · 1 条');
    expect(text).toContain('vote A1.v1 approve');
    expect(text).toContain('vote A1.v1 reject');
    expect(text).toContain('下次更新时间：11:00');
  });

  it('E1 counts 1/2 with the name, and is decided at 2/2 with both names', () => {
    const desk = announced().at('10:15');
    vote(desk, 'chen', 'A1.v1');
    expect(shown(desk, 'A1.v1', '10:15')).toContain('1/2（陈波）');
    vote(desk.at('10:16'), 'li', 'A1.v1');
    expect(shown(desk, 'A1.v1', '10:16')).toContain('1/2');
    vote(desk.at('10:18'), 'su', 'A1.v1');
    const card = approval(desk, 'A1.v1', '10:18');
    expect(card.vote).toBeUndefined();
    expect(plainText(card)).toContain('已通过：陈波、苏敏');
    expect(plainText(card)).not.toContain('vote A1.v1');
  });

  it('S0-44 says 还差：应急领导小组 although the number of votes is reached', () => {
    const desk = graded()
      .at('10:48')
      .by('su', {
        type: 'announceDraft',
        template: 'statement',
        vars: {
          impact: '热线',
          cause: '交换节点故障',
          actions: '切换备用线路',
          eta: '11:15',
          contact: '官网',
        },
        promises: { eta: local(DAY, '11:15') },
        hold: false,
      });
    expect(shown(desk, 'A1.v1', '10:48')).toContain('需要 2 票，其中须有应急领导小组');
    vote(desk.at('10:51'), 'lin', 'A1.v1');
    vote(desk.at('10:52'), 'chen', 'A1.v1');
    const text = shown(desk, 'A1.v1', '10:52');
    expect(text).toContain('2/2');
    expect(text).toContain('还差：应急领导小组');
    expect(text).not.toContain('还差 ');
  });

  it('E6 shows 已驳回 with its reason and how to revise, then 已被v3取代', () => {
    const desk = submittedTwice().at('15:11');
    vote(desk, 'su', 'A1.v2', 'reject');
    expect(shown(desk, 'A1.v2', '15:11')).toContain('公告 A1 v2 已驳回');
    expect(shown(desk, 'A1.v2', '15:11')).toContain('理由待补');
    desk.by('su', { type: 'rejectionReason', approval: 'A1.v2', reason: '预计时间没有技术确认' });
    expect(shown(desk, 'A1.v2', '15:12')).toContain('苏敏 驳回：预计时间没有技术确认');
    expect(shown(desk, 'A1.v2', '15:12')).toContain('announce revise A1');
    const superseded = approval(revised(), 'A1.v2', '15:17');
    expect(plainText(superseded)).toContain('已被v3取代');
    expect(superseded.elements.some(({ kind }) => kind === 'copy' || kind === 'actions')).toBe(
      false,
    );
  });

  it('E6 and domain 7.20 highlight the difference to the version before', () => {
    const card = approval(revised(), 'A1.v3', '15:17');
    const changed = card.elements.flatMap((element) =>
      element.kind === 'list' ? element.items.flatMap(({ line }) => line) : [],
    );
    expect(plainText(card)).toContain('v2 → v3');
    expect(changed).toContainEqual({ struck: '15:50' });
    expect(changed).toContainEqual({ bold: '16:10' });
    expect(changed).toContainEqual({ bold: ',正在定位' });
  });

  it('S1-16 shows steps, resources, time and owner of a plan', () => {
    const text = shown(busy(), 'P1.v1', '10:41');
    for (const part of ['1. 下线旧节点', '资源: 备件一套', '时间节点: 11:00', '责任人: 钱多'])
      expect(text).toContain(part);
  });

  it('E6 tells privately why a vote does not count', () => {
    expect(told('not-eligible')).toContain('仅应急指挥组可审批');
    expect(told('decided')).toContain('v2已驳回');
    expect(told('author')).toContain('您起草');
    expect(told('old-version')).toContain('v2已被新版本取代');
  });

  it('E6 hints at announce withdraw when a vote is taken back too late', () => {
    const text = plainText(
      renderNotice({ card: 'voteKept', approval: 'A1.v3' }, revised().incident, viewAt('15:18')),
    );
    expect(text).toContain('announce withdraw A1 "');
  });
});

describe('approval of a wording', () => {
  it('S2-35 needs brand and legal: after the first 还差：法务 (E3)', () => {
    const desk = opinion();
    expect(shown(desk, 'W2.v1', '15:22')).toContain('还差：品牌/公关组、法务');
    vote(desk.at('15:25'), 'su', 'W2.v1');
    const text = shown(desk, 'W2.v1', '15:25');
    expect(text).toContain('1/2（苏敏）');
    expect(text).toContain('还差：法务');
    expect(text).not.toContain('还差：品牌');
    vote(desk.at('15:29'), 'he', 'W2.v1');
    expect(shown(desk, 'W2.v1', '15:29')).toContain('已通过：苏敏、何律');
  });

  it('the author is not called to vote on the own text', () => {
    expect(shown(opinion(), 'W2.v1', '15:22')).toContain('@苏敏 @何律');
    expect(shown(opinion(), 'W2.v1', '15:22')).not.toContain('@李娜');
  });
});

describe('announcement card', () => {
  it('S0-08 ticks what is published and offers the other channels', () => {
    const text = plainText(
      renderNotice({ card: 'announcement', id: 'A1' }, busy().incident, viewAt('10:41')),
    );
    expect(text).toContain('✔ 官网 · 10:19 李娜 已发布');
    expect(text).toContain('announce sent A1 app');
    expect(text).toContain('announce sent A1 sms');
    expect(text).not.toContain('announce sent A1 website');
  });

  it('asks before a channel is marked as published, and offers nothing once withdrawn', () => {
    const desk = busy();
    const card = renderNotice({ card: 'announcement', id: 'A1' }, desk.incident, viewAt('10:41'));
    const buttons = card.elements.flatMap((element) =>
      element.kind === 'actions' ? element.buttons : [],
    );
    expect(buttons.every(({ confirm }) => confirm !== undefined)).toBe(true);
    desk.by('li', { type: 'announceWithdraw', id: 'A1', reason: '数字有误' });
    const after = renderNotice({ card: 'announcement', id: 'A1' }, desk.incident, viewAt('10:42'));
    expect(plainText(after)).toContain('已撤回');
    expect(after.elements.some(({ kind }) => kind === 'copy' || kind === 'actions')).toBe(false);
  });
});

describe('wording card', () => {
  it('S0-50 strikes a void wording through and points to the new one', () => {
    const desk = busy().by('sun', { type: 'wordingSet', text: '系统仍在抢修', vars: {} });
    const old = renderNotice(
      { card: 'wording', id: 'W1', forAgents: false },
      desk.incident,
      viewAt('10:41'),
    );
    expect(old.elements.some(({ kind }) => kind === 'copy')).toBe(false);
    expect(plainText(old)).toContain('请改用 W2');
    expect(JSON.stringify(old.elements)).toContain('"struck":"系统出现故障');
  });

  it('E3 marks a frozen wording 已冻结', () => {
    const desk = busy().by('sun', { type: 'wordingFreeze' });
    const card = renderNotice(
      { card: 'wording', id: 'W1', forAgents: true },
      desk.incident,
      viewAt('10:41'),
    );
    expect(card.title).toContain('已冻结');
    expect(card.elements.some(({ kind }) => kind === 'copy')).toBe(false);
  });

  it('domain 7.24 gives agents the latest text only, with copy and version', () => {
    const desk = busy().by('sun', { type: 'wordingSet', text: '系统仍在抢修', vars: {} });
    const card = renderNotice(
      { card: 'wording', id: 'W1', forAgents: true },
      desk.incident,
      viewAt('10:41'),
    );
    const text = plainText(card);
    expect(card.title).toContain('W2');
    expect(text).toContain('系统仍在抢修');
    expect(text).not.toContain('系统出现故障');
    expect(text).not.toContain('主交换节点');
  });
});
