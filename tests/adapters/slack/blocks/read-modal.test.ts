import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModal, renderModal } from '#adapters/slack/blocks/modal.ts';
import type { Form } from '#cards/card.ts';
import { sent } from './fill-modal.ts';

const TIMEZONE = 'Asia/Shanghai';
const form: Form = {
  command: 'note',
  title: '记录',
  submit: '提交',
  fields: [{ id: 'text', label: '内容', kind: 'text', required: true }],
};

describe('what comes back is not trusted', () => {
  const good = sent(renderModal(form, { timezone: TIMEZONE, accounts: new Map() })) as Record<
    string,
    unknown
  >;
  const state = (value: unknown) => ({ ...good, state: { values: { text: { value } } } });

  it.each([
    ['nothing', undefined],
    ['a word', 'x'],
    ['another window', { ...good, callback_id: 'fenghuo:answer' }],
    ['no metadata', { ...good, private_metadata: undefined }],
    ['other metadata', { ...good, private_metadata: 'x' }],
    ['metadata without a command', { ...good, private_metadata: '{"incident":"x"}' }],
    ['a number as command', { ...good, private_metadata: '{"command":1}' }],
    ['an unknown element', state({ type: 'file_input', files: [] })],
    ['a text that is none', state({ type: 'plain_text_input', value: 7 })],
    ['a time out of range', state({ type: 'datetimepicker', selected_date_time: 1e300 })],
    ['an account that is markup', state({ type: 'users_select', selected_user: '!channel> <' })],
  ])('refuses %s', (_, view) => {
    expect(readModal(view, TIMEZONE)).toBeUndefined();
  });

  it('reads anything as nothing, without an error', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (view, element, metadata) => {
        expect(readModal(view, TIMEZONE)).toBeUndefined();
        expect(readModal(state(element), TIMEZONE)).toBeUndefined();
        expect(readModal({ ...good, private_metadata: metadata }, TIMEZONE)).toBeUndefined();
        const json = JSON.stringify(metadata) ?? '';
        expect(readModal({ ...good, private_metadata: json }, TIMEZONE)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
