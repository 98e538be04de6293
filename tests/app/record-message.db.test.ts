import { afterEach, describe, expect, it } from 'vitest';
import type { Form } from '#cards/card.ts';
import { plainText } from '#cards/plain-text.ts';
import type { Answer } from '#ports/messenger.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const open: TestApp[] = [];
const start = async (): Promise<TestApp> => {
  const app = await createTestApp();
  open.push(app);
  return app;
};
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

const OUTAGE = 'open 系统故障 "热线打不通" --regions 全国';
const SAID_AT = Date.parse('2026-12-01T10:00:00+08:00');
let count = 0;

const pick = (app: TestApp, room: string, text: string, id = 'm900'): Promise<Answer> => {
  count += 1;
  return app.app.inbox.receive({
    kind: 'record',
    receiptId: `pick-${count}`,
    who: { platform: 'sandbox', id: 'qian' },
    message: { platform: 'sandbox', room, id },
    text,
    at: SAID_AT,
  });
};

const submit = (app: TestApp, form: Form, values: Readonly<Record<string, string>>) => {
  count += 1;
  return app.app.inbox.receive({
    kind: 'submit',
    receiptId: `submit-${count}`,
    who: { platform: 'sandbox', id: 'qian' },
    where: { platform: 'sandbox', id: app.room().id },
    command: form.command,
    values,
    ...(form.incident === undefined ? {} : { incident: form.incident }),
    ...(form.about === undefined ? {} : { about: form.about }),
  });
};

const valuesOf = (form: Form): Record<string, string> =>
  Object.fromEntries(
    form.fields.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value]])),
  );

const formOf = ({ form }: Answer): Form => {
  if (form === undefined) throw new Error('no form came');
  return form;
};

describe('a chat message picked for the timeline', () => {
  it('answers with the form of a note, with its text and time', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.at('10:12');
    const form = formOf(await pick(app, app.room().id, '备用线路已接通'));
    expect(form).toMatchObject({ command: 'note', incident: 'INC-20261201-01' });
    expect(valuesOf(form)).toEqual({ text: '备用线路已接通', at: '2026-12-01T10:00' });
  });

  it('is on the timeline at its own time, and its later edits and deletion are followed', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.at('10:12');
    const room = app.room().id;
    const form = formOf(await pick(app, room, '备用线路已接通'));
    await submit(app, form, valuesOf(form));
    const added = (await app.timeline()).find(({ type }) => type === 'note.added');
    expect(added).toMatchObject({ occurredAt: SAID_AT, data: { text: '备用线路已接通' } });

    const message = { platform: 'sandbox', room, id: 'm900' };
    const about = {
      who: { platform: 'sandbox', id: 'qian' },
      where: { platform: 'sandbox', id: room },
      message,
    };
    await app.app.inbox.receive({
      ...about,
      kind: 'edited',
      receiptId: 'e1',
      text: '备用线路已恢复',
      at: app.clock.now(),
    });
    await app.app.inbox.receive({ ...about, kind: 'deleted', receiptId: 'e2' });
    const kinds = (await app.timeline()).map(({ type }) => type);
    expect(kinds).toEqual(expect.arrayContaining(['note.corrected', 'note.deleted']));
  });

  it('shows no personal data, in the form or on the timeline', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.at('10:12');
    const form = formOf(await pick(app, app.room().id, '用户手机 13812345678 打不通'));
    expect(JSON.stringify(form)).not.toContain('13812345678');
    await submit(app, form, { ...valuesOf(form), text: '用户手机 13812345678 打不通' });
    expect(JSON.stringify(await app.timeline())).not.toContain('13812345678');
  });

  it('outside any room means the only open incident, and is asked about where there is none or more', async () => {
    const app = await start();
    const none = await pick(app, 'duty', '客户来电');
    expect(none.card && plainText(none.card)).toContain('现在没有进行中的事件');
    await app.say('wang', 'duty', OUTAGE);
    expect(formOf(await pick(app, 'duty', '客户来电')).incident).toBe('INC-20261201-01');
    await app.say('wang', 'duty', OUTAGE);
    const several = await pick(app, 'duty', '客户来电');
    expect(several.card && plainText(several.card)).toContain('请在事件的作战室里');
    expect(formOf(await pick(app, app.room().id, '客户来电')).incident).toBe('INC-20261201-02');
  });

  it('takes no message of another messenger for the one that is followed', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const form = formOf(await pick(app, app.room().id, '客户来电'));
    const foreign = JSON.stringify(['slack', 'C1', '1.2']);
    await submit(app, { ...form, about: foreign }, { text: '客户来电' });
    await submit(app, { ...form, about: 'not a key' }, { text: '客户又来电' });
    expect((await app.state()).messages).toEqual({});
  });
});
