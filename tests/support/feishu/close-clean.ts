import type { FeishuTestApp } from './feishu-app.ts';

/** Ends a test. Throws when the app did anything that Feishu would have refused. */
export const closeClean = async (app: FeishuTestApp): Promise<void> => {
  const { violations } = app.feishu;
  await app.close();
  if (violations.length > 0)
    throw new Error(`Feishu would not have taken: ${violations.join('; ')}`);
};
