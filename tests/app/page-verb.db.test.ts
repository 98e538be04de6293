import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
afterEach(() => app.close());

const withLinks = () =>
  createTestApp({
    pageLinks: async ({ id }, path) => `https://fenghuo.example/sign-in?for=${id}&to=${path}`,
  });

describe('page', () => {
  it.each(['page', '页面', '登录', '網頁'])(
    'answers one person with their way to the pages: %s',
    async (word) => {
      app = await withLinks();
      await app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
      const before = app.messages('room').length;
      const { text } = await app.say('qian', 'room', word);
      expect(text).toContain('只能用一次');
      // Nobody else in the room sees it.
      expect(app.messages('room').filter(({ onlyFor }) => onlyFor === undefined)).toHaveLength(
        before,
      );
    },
  );

  it('leads to the incident of the room, and elsewhere to all of them', async () => {
    const asked: string[] = [];
    app = await createTestApp({
      pageLinks: async ({ id }, path) => {
        asked.push(`${id} ${path}`);
        return 'https://fenghuo.example/';
      },
    });
    await app.say('qian', 'duty', 'page');
    await app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
    await app.say('qian', 'room', 'page');
    const { key } = await app.state();
    expect(asked).toEqual(['qian /incidents', `qian /incidents/${key}`]);
  });

  it('says so where there are no pages', async () => {
    app = await createTestApp();
    expect((await app.say('qian', 'duty', 'page')).text).toContain('PUBLIC_URL');
  });
});
