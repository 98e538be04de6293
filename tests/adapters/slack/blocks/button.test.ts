import { describe, expect, it } from 'vitest';
import { readButton, slackButton } from '#adapters/slack/blocks/button.ts';
import type { Button } from '#cards/card.ts';

const KEY = 'INC-20261201-01';
const button = (more: Partial<Button> = {}): Button => ({
  label: '解除',
  line: 'resolve',
  style: 'default',
  ...more,
});

describe('a button', () => {
  it('comes back with its whole line, its form and its incident', () => {
    const made = slackButton(button({ line: 'task skip "a b"', form: true }), '1:2', KEY);
    expect(made).toMatchObject({ type: 'button', action_id: 'fenghuo:press:1:2' });
    expect(readButton(made)).toEqual({ line: 'task skip "a b"', form: true, incident: KEY });
    expect(readButton(slackButton(button(), '0:0', undefined))).toEqual({
      line: 'resolve',
      form: false,
    });
  });

  it.each([
    ['解除这个事件？', '取消'],
    ['Resolve this incident?', 'Cancel'],
  ])('asks first in the language of the sentence: %s', (confirm, deny) => {
    const made = slackButton(button({ confirm, style: 'danger' }), '0:0', KEY);
    expect(made?.confirm).toMatchObject({
      title: { text: '解除' },
      text: { text: confirm, type: 'plain_text' },
      confirm: { text: '解除' },
      deny: { text: deny },
      style: 'danger',
    });
  });

  it('F-S4: goes rather than come back with half a line', () => {
    expect(slackButton(button({ line: 'x'.repeat(2_001) }), '0:0', KEY)).toBeUndefined();
    const long = `note ${'x'.repeat(1_970)}`;
    expect(slackButton(button({ line: long }), '0:0', undefined)).toBeDefined();
    expect(slackButton(button({ line: long }), '0:0', KEY)).toBeUndefined();
  });

  it('leaves out the incident where the line names it and both are too long', () => {
    const line = `note ${KEY} ${'x'.repeat(1_950)}`;
    const made = slackButton(button({ line }), '0:0', KEY);
    expect(readButton(made)).toEqual({ line, form: false });
  });

  it.each([
    undefined,
    null,
    'x',
    {},
    { action_id: 'fenghuo:press:0:0' },
    { action_id: 'fenghuo:press:0:0', value: 'not json' },
    { action_id: 'fenghuo:press:0:0', value: '{"line":""}' },
    { action_id: 'fenghuo:press:0:0', value: '{"line":1}' },
    { action_id: 'fenghuo:press:0:0', value: '{"line":"x","form":"yes"}' },
    { action_id: 'other:0', value: '{"line":"x"}' },
  ])('is none where the payload is %o', (action) => {
    expect(readButton(action)).toBeUndefined();
  });
});
