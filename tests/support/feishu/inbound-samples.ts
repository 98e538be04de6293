import { randomUUID } from 'node:crypto';
import type { Card, Form } from '#cards/card.ts';

type Payload = Readonly<Record<string, unknown>>;

export const PERSON = 'ou_lin';
export const ROOM = 'oc_duty';

/** An event in its envelope. */
export const eventOf = (
  type: string,
  event: Payload,
  token: string,
  header: Payload = {},
): Payload => ({
  schema: '2.0',
  header: {
    event_id: randomUUID().replaceAll('-', ''),
    event_type: type,
    create_time: '1733018400000',
    token,
    app_id: 'cli_0123456789abcdef',
    tenant_key: 'tenant',
    ...header,
  },
  event,
});

export const mentionOf = (n: number, openId: string, type: 'user' | 'bot' = 'user'): Payload => ({
  key: `@_user_${n}`,
  id: { open_id: openId, union_id: 'on_x' },
  mentioned_type: type,
  name: openId,
  tenant_key: 'tenant',
});

/** `im.message.receive_v1` without its envelope. */
export const messageOf = (
  content: unknown,
  message: Payload = {},
  sender: Payload = {},
): Payload => ({
  sender: {
    sender_id: { open_id: PERSON, union_id: 'on_lin' },
    sender_type: 'user',
    tenant_key: 'tenant',
    ...sender,
  },
  message: {
    message_id: `om_${randomUUID().replaceAll('-', '')}`,
    create_time: '1733018400000',
    update_time: '1733018400000',
    chat_id: ROOM,
    chat_type: 'group',
    message_type: 'text',
    content:
      typeof content === 'string' ? JSON.stringify({ text: content }) : JSON.stringify(content),
    ...message,
  },
});

export const sampleCard: Card = {
  title: '作战室已就位',
  tone: 'good',
  fallback: '作战室已就位，已邀请 10 人',
  elements: [{ kind: 'text', lines: [['已邀请 10 人。']] }],
};

/** As it stands in a group. */
export const roomCard: Card = {
  ...sampleCard,
  title: '系统故障',
  incident: 'INC-20261201-01',
  elements: [
    { kind: 'text', lines: [['网页打不开']] },
    {
      kind: 'actions',
      buttons: [
        { label: '我来', line: 'join', style: 'primary' },
        { label: '定级', line: 'grade', style: 'default', form: true },
      ],
    },
  ],
};

export const sampleForm: Form = {
  command: 'open',
  title: '开启事件',
  submit: '开启',
  fields: [
    { id: 'scenario', label: '场景', kind: 'text', required: true },
    { id: 'title', label: '标题', kind: 'text', required: false },
  ],
};
