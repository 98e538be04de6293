import { afterEach, describe, expect, it } from 'vitest';
import type { Decoration, FileToAttach, Messenger } from '#ports/messenger.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const open: TestApp[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

const OUTAGE = 'open 系统故障 "热线打不通 <!channel>" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';

/** The app on a messenger that has documents and files and whose rooms have ASCII names. */
const start = async ({ rewritesFiles = false } = {}) => {
  const decorations: Decoration[] = [];
  const files: FileToAttach[] = [];
  const rich = (sandbox: Messenger): Messenger => ({
    ...sandbox,
    can: { ...sandbox.can, documents: true, files: true, rewritesFiles, roomNames: 'ascii' },
    decorate: async (room, decoration, key) => {
      decorations.push(decoration);
      if (decoration.kind !== 'document') await sandbox.decorate(room, decoration, key);
    },
    attach: async (_, file) => {
      files.push(file);
    },
  });
  const app = await createTestApp({ through: rich });
  open.push(app);
  const documents = () => decorations.flatMap((one) => (one.kind === 'document' ? [one] : []));
  return { app, files, decorations, documents };
};

describe('the purpose of a war room', () => {
  it('is said once, with the key of the incident', async () => {
    const { app, decorations } = await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.say('lin', 'command', 'grade 重大 "全国不可用"');
    const purposes = decorations.flatMap((one) => (one.kind === 'purpose' ? [one.text] : []));
    expect(purposes).toHaveLength(1);
    expect(purposes[0]).toMatch(/^INC-20261201-01 热线打不通/u);
    expect(purposes[0]?.length).toBeLessThanOrEqual(250);
  });
});

describe('the living document', () => {
  it('is there with the room, and a burst of changes is one edit', async () => {
    const { app, documents } = await start();
    await app.say('wang', 'duty', OUTAGE);
    expect(documents()).toHaveLength(1);
    await app.say('lin', 'command', 'grade 重大 "全国不可用"');
    for (const n of [1, 2, 3, 4, 5])
      await app.say('qian', 'room', `update "进展 ${n}" --percent ${n}0`);
    expect(documents()).toHaveLength(1);
    await app.at('10:01');
    expect(documents()).toHaveLength(2);
    const { title, markdown } = documents()[1] ?? {};
    expect(title).toBe(`${KEY} 热线打不通 <!channel>`);
    expect(markdown).toContain('进展 5');
    expect(markdown).toContain('\\<!channel>');
    await app.at('10:02');
    const texts = documents().map((one) => one.markdown);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('the record as files', () => {
  it('lies in the room after closing and again once it is published, never twice under one name', async () => {
    const { app, files } = await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.say('lin', 'command', 'grade 一般 "少数用户"');
    await app.say('qian', 'room', 'note "用户手机 13812345678 打不通"');
    await app.say('lin', 'room', 'resolve "已恢复"');
    await app.say('lin', 'room', 'close --force "其余转日常"');
    const names = () => files.map(({ name }) => name).toSorted();
    expect(names()).toEqual([`${KEY}-postmortem-v1.md`, `${KEY}-timeline-v1.md`]);
    const timeline = files.find(({ name }) => name.includes('timeline'))?.content ?? '';
    expect(timeline).toContain('打不通');
    expect(timeline).not.toContain('13812345678');
    expect(files.find(({ name }) => name.includes('postmortem'))?.content).toContain('## 1. What');
    expect(new Set(names()).size).toBe(names().length);
  });

  const closed = async (app: TestApp): Promise<void> => {
    await app.say('wang', 'duty', OUTAGE);
    await app.say('lin', 'command', 'grade 一般 "少数用户"');
    await app.say('lin', 'room', 'resolve "已恢复"');
    await app.say('lin', 'room', 'close --force "其余转日常"');
  };
  const edit = async (app: TestApp): Promise<void> => {
    await app.say('lin', 'room', 'postmortem edit rootCause "主交换节点固件缺陷"');
    await app.say('lin', 'room', 'action add "固件升级" @钱多 --due 2026-12-15');
    await app.at('10:02');
  };

  it('is written anew, quietly and once a burst, as people go on writing', async () => {
    const { app, files } = await start({ rewritesFiles: true });
    await closed(app);
    const before = files.length;
    await edit(app);
    const [rewritten, ...more] = files.slice(before);
    expect(more).toEqual([]);
    expect(rewritten).toMatchObject({ name: `${KEY}-postmortem-v1.md`, anew: true });
    expect(rewritten?.content).toContain('主交换节点固件缺陷');
    expect(rewritten?.content).toContain('固件升级');
  });

  it('stays as it was where a file cannot be changed', async () => {
    const { app, files } = await start();
    await closed(app);
    const before = files.length;
    await edit(app);
    expect(files).toHaveLength(before);
  });
});
