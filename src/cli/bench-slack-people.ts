import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';

/** Of both programs that are measured. */
export const SIGNING_SECRET = 'bench-signing-secret';
export const BOT_TOKEN = 'xoxb-bench';

/** Somebody who types slash commands, over connections that stay open, as Slack's do. */
export interface Typist {
  /** Milliseconds until the program acknowledged. Throws when it did not with HTTP 200. */
  type(text: string): Promise<number>;
  close(): void;
}

let typed = 0;

/** A slash command as Slack sends it (docs.slack.dev, slash-commands), by the sample organisation's duty operator. */
const slashBody = (text: string): string => {
  typed += 1;
  return new URLSearchParams({
    team_id: 'T1',
    team_domain: 'bench',
    channel_id: 'C_DUTY',
    channel_name: 'duty',
    user_id: 'U_WANG',
    user_name: 'wang',
    command: '/incident',
    text,
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:2/response',
    trigger_id: `${typed}.bench.${process.pid}`,
  }).toString();
};

const headersOf = (body: string): Readonly<Record<string, string>> => {
  const at = String(Math.floor(Date.now() / 1_000));
  const hmac = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${hmac}`,
  };
};

/** Types into the program that listens on this port. */
export const createTypist = (port: number): Typist => {
  const agent = new Agent({ keepAlive: true });
  return {
    type: async (text) => {
      const body = slashBody(text);
      const headers = headersOf(body);
      const started = performance.now();
      const sent = request({
        agent,
        port,
        host: '127.0.0.1',
        path: '/slack/events',
        method: 'POST',
        headers,
      });
      sent.end(body);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      response.resume();
      await once(response, 'end');
      const took = performance.now() - started;
      if (response.statusCode !== 200) throw new Error(`answered with ${response.statusCode}`);
      return took;
    },
    close: () => agent.destroy(),
  };
};
