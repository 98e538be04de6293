/** Every messenger that Fenghuo can speak through, one line each. */
export { createFeishu } from './feishu/feishu.ts';
export { createSandbox } from './sandbox/sandbox.ts';
export { createSlack } from './slack/slack.ts';
