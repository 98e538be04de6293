import { describe, expect, it } from 'vitest';
import { missingFacts } from '#domain/incident/tasks.ts';
import { Desk, local, opening } from '../support/desk.ts';
import { DAY, done, facts, gradedOutage, posts, update, where } from './acts.ts';

const note = (text: string, more: { at?: number; message?: string } = {}) =>
  ({ type: 'note', text, ...more }) as const;
const link = (kind: string, url: string) => ({ type: 'link', kind, url }) as const;
const bookmarks = (desk: Desk): readonly string[] =>
  desk.heard.flatMap(({ intent }) =>
    intent.do === 'bookmark' ? [`${intent.label} ${intent.url}`] : [],
  );

describe('the record', () => {
  it('S0-16: given a note of 10:06 written at 10:20, then it happened at 10:06 and was recorded at 10:20', () => {
    const desk = gradedOutage('sev2', '10:00')
      .at('10:20')
      .by('zhao', note('切换失败一次', { at: local(DAY, '10:06') }));
    expect(desk.of('note.added')[0]).toMatchObject({
      occurredAt: local(DAY, '10:06'),
      recordedAt: local(DAY, '10:20'),
      actor: { id: 'zhao' },
      data: { id: 'N1', text: '切换失败一次' },
    });
    expect(posts(desk, 'note')[0]?.notice).toMatchObject({ at: local(DAY, '10:06') });
    expect(desk.by('zhao', note('x', { at: desk.now + 1 })).rejection).toMatchObject({
      code: 'time-in-future',
    });
  });

  it('S0-16: given facts, then each is kept, a newer one replaces it and a blank one does not count as known', () => {
    const desk = gradedOutage('sev2')
      .by('zhao', facts({ place: '上海', time: '15:50' }))
      .by('wang', facts({ place: '北京', impact: ' ' }));
    expect(desk.incident.facts).toEqual({ place: '北京', time: '15:50', impact: ' ' });
    expect(
      missingFacts(desk.incident, { requires: ['place', 'time', 'impact', 'customers'] }),
    ).toEqual(['impact', 'customers']);
  });

  it('S1-12: given three of six facts at reporting, then three are filled and three are missing, with no double entry', () => {
    const desk = new Desk(DAY, '16:00')
      .by('zhao', opening('product-quality', '爆炸', { severity: 'sev1' }))
      .by('zhao', facts({ time: '15:50', place: '上海', customers: '1' }));
    expect(missingFacts(desk.incident, desk.task('report-up'))).toEqual([
      'description',
      'actionsTaken',
      'impact',
    ]);
    expect(desk.task('report-up').status).toBe('open');
    expect(
      desk.heard.some(
        ({ intent }) =>
          intent.do === 'refresh' &&
          intent.card.card === 'report' &&
          where(intent.place) === 'command',
      ),
    ).toBe(true);
    desk.by('lin', facts({ description: 'x', actionsTaken: 'y', impact: 'z' }));
    expect(desk.task('report-up')).toMatchObject({ status: 'done', closedBy: { id: 'lin' } });
  });

  it('S0-34: given status and cause at opening, then the report has them without asking again', () => {
    const desk = new Desk(DAY, '10:00').by(
      'wang',
      opening('system-failure', 'x', { status: '接通率68%', cause: '主节点' }),
    );
    expect(desk.incident.facts).toEqual({ status: '接通率68%', cause: '主节点' });
  });

  it('S0-07: given a shared document, then it is kept with who added it, told in the rooms and pinned', () => {
    const desk = gradedOutage('sev2').by('sun', link('doc', 'https://d.example/1'));
    expect(desk.incident.links).toEqual([
      { kind: 'doc', url: 'https://d.example/1', by: { id: 'sun', name: '孙悦' }, at: desk.now },
    ]);
    expect(posts(desk, 'link').map(({ place }) => where(place))).toEqual(['room']);
    expect(bookmarks(desk)).toEqual(['doc https://d.example/1']);
  });

  it('S0-07, S0-49: given a meeting, then its address is pinned; starting and ending are on record', () => {
    const desk = gradedOutage('sev2', '10:00')
      .by('lin', { type: 'meetingStart', url: 'https://m.example/1', priority: '先恢复' })
      .at('10:20')
      .by('lin', { type: 'meetingEnd' })
      .by('lin', { type: 'meetingEnd' });
    expect(bookmarks(desk)).toEqual(['meeting https://m.example/1']);
    expect(desk.incident.meetings).toMatchObject([
      { url: 'https://m.example/1', priority: '先恢复', endedAt: desk.now },
    ]);
    expect(desk.of('meeting.ended')).toHaveLength(1);
  });

  it('given no address, or one that is none, then it is refused', () => {
    const desk = gradedOutage('sev2');
    for (const url of [
      'javascript:alert(1)',
      'ftp://x',
      'd.example',
      'https://',
      'https://a b',
      'https://<!channel>',
    ])
      expect(desk.by('sun', link('doc', url)).rejection).toEqual({
        code: 'url-invalid',
        given: url,
      });
    expect(desk.by('lin', { type: 'meetingStart', url: 'x' }).rejection?.code).toBe('url-invalid');
  });

  it('S4-19: given a recording, then it is refused in an ordinary incident and kept in a confidential one, out of the feed', () => {
    expect(
      gradedOutage('sev2').by('sun', link('recording', 'https://r.example/1')).rejection,
    ).toEqual({ code: 'recording-confidential' });
    const desk = new Desk(DAY, '16:00')
      .by('zhao', opening('product-quality', '爆炸'))
      .by('zhao', link('recording', 'https://r.example/1'));
    expect(desk.incident.links).toHaveLength(1);
    expect(posts(desk, 'link').map(({ place }) => where(place))).toEqual(['room']);
  });

  it('7.13: given a chat message edited or deleted, then the entry follows and keeps what it was', () => {
    const desk = gradedOutage('sev2')
      .by('zhao', note('切换失败一次', { message: 'm1' }))
      .by('zhao', { type: 'messageEdited', message: 'm1', text: '切换失败两次' });
    expect(desk.of('note.corrected')[0]?.data).toEqual({
      id: 'N1',
      text: '切换失败两次',
      was: '切换失败一次',
    });
    desk
      .by('zhao', { type: 'messageEdited', message: 'm1', text: '切换失败两次' })
      .by('zhao', { type: 'messageDeleted', message: 'm1' });
    expect(desk.of('note.corrected')).toHaveLength(1);
    expect(desk.of('note.deleted')[0]?.data).toEqual({ id: 'N1' });
    expect(
      desk.by('zhao', { type: 'messageDeleted', message: 'm1' }).of('note.deleted'),
    ).toHaveLength(1);
  });

  it('E9: given an update edited afterwards, then original and correction are kept, rooms read the correction, a deletion keeps it', () => {
    const desk = gradedOutage('sev2')
      .by('qian', update('已修复50%', { message: 'm2' }))
      .by('qian', { type: 'messageEdited', message: 'm2', text: '已修复60%' })
      .by('qian', { type: 'messageDeleted', message: 'm2' });
    expect(desk.of('update.corrected')[0]?.data).toEqual({
      n: 1,
      text: '已修复60%',
      was: '已修复50%',
    });
    expect(desk.incident.updates).toMatchObject({ count: 1, lastText: '已修复60%' });
    expect(posts(desk, 'update').at(-1)?.notice).toMatchObject({
      corrected: true,
      text: '已修复60%',
    });
  });

  it('given an edit of a message nobody knows, whatever it is called, then nothing happens', () => {
    const desk = gradedOutage('sev2');
    for (const message of ['m9', 'constructor', '__proto__'])
      desk
        .by('zhao', { type: 'messageEdited', message, text: 'x' })
        .by('zhao', { type: 'messageDeleted', message });
    expect(desk.rejection).toBeUndefined();
    expect(desk.of('update.corrected')).toEqual([]);
  });

  it('given rooms and people that arrive, then each is recorded once, and who cannot be reached is listed until there', () => {
    const desk = gradedOutage('sev2');
    const he = { id: 'he', name: '何律' };
    desk
      .by('lin', { type: 'recordUnreachable', messenger: 'slack', people: [he, he] }, 'delivery')
      .by('lin', { type: 'recordUnreachable', messenger: 'slack', people: [he] }, 'delivery');
    expect(desk.incident.unreachable).toEqual([he]);
    desk
      .by('lin', { type: 'recordJoined', messenger: 'feishu', people: [he, he] }, 'delivery')
      .by('lin', { type: 'recordJoined', messenger: 'slack', people: [he] }, 'delivery');
    expect(desk.incident.unreachable).toEqual([]);
    expect(
      desk.of('room.joined').flatMap(({ data }) => data.people.filter(({ id }) => id === 'he')),
    ).toEqual([he]);
    desk.by(
      'lin',
      { type: 'recordRoomOpened', messenger: 'sandbox', room: 'R-sandbox', name: 'room' },
      'delivery',
    );
    expect(desk.of('room.opened')).toHaveLength(1);
  });

  it('given a message that was given up, then it is on record and the duty operator hears of it in private', () => {
    const desk = gradedOutage('sev2').by(
      'system',
      { type: 'recordAbandoned', what: 'card', messenger: 'slack', error: 'gone' },
      'delivery',
    );
    expect(posts(desk, 'abandoned').map(({ place }) => where(place))).toEqual(['dm wang']);
  });

  it('S0-64: given 钱多 assigned at 10:06 and acting at 10:08, then both times are on record for his response', () => {
    const desk = gradedOutage('sev2', '10:00')
      .at('10:06')
      .by('lin', {
        type: 'assign',
        role: 'techSupport',
        people: [{ id: 'qian', name: '钱多' }],
        lead: true,
      })
      .at('10:08')
      .by('qian', done('switch-backup'))
      .at('10:09')
      .by('qian', update('x'));
    expect(desk.incident.roles['techSupport']?.assignedAt).toBe(local(DAY, '10:06'));
    expect(desk.incident.firstActionAt['qian']).toBe(local(DAY, '10:08'));
  });
});
