import { signatureOf } from './signing.ts';

type Payload = Readonly<Record<string, unknown>>;

/** A request as Slack makes it, without who signed it. */
export interface SlackRequest {
  readonly body: string;
  readonly contentType: string;
}

const FORM = 'application/x-www-form-urlencoded';

export const eventRequest = (payload: Payload): SlackRequest => ({
  body: JSON.stringify(payload),
  contentType: 'application/json',
});

export const commandRequest = (payload: Payload): SlackRequest => ({
  body: new URLSearchParams(payload as Readonly<Record<string, string>>).toString(),
  contentType: FORM,
});

export const interactionRequest = (payload: Payload): SlackRequest => ({
  body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  contentType: FORM,
});

export interface Answered {
  readonly status: number;
  readonly body: string;
}

/** Sends any request at all. */
export const sendRaw = async (address: string, init: RequestInit): Promise<Answered> => {
  const response = await fetch(address, { method: 'POST', ...init });
  return { status: response.status, body: await response.text() };
};

/** Sends it signed now. `retry`: as Slack repeats events. */
export const sendSigned = (
  address: string,
  { body, contentType }: SlackRequest,
  retry = 0,
): Promise<Answered> =>
  sendRaw(address, {
    body,
    headers: {
      'content-type': contentType,
      ...signatureOf(body),
      ...(retry === 0
        ? {}
        : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
    },
  });
