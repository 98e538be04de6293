import { describe, expect, it } from 'vitest';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { maskIntent } from '#app/mask-intent.ts';
import { shippedPolicy } from '../support/policy.ts';

const PHONE = '13812345678';
const masked = (intent: IncidentIntent) => maskIntent(intent, shippedPolicy.common.mask);

describe('what a person typed', () => {
  const typed: readonly IncidentIntent[] = [
    { type: 'note', text: PHONE },
    { type: 'update', text: PHONE, measure: PHONE, caution: PHONE },
    { type: 'facts', facts: { description: PHONE }, scope: { regions: [PHONE] }, flags: [PHONE] },
    { type: 'taskDone', task: 'announce', note: PHONE },
    { type: 'taskAdd', title: PHONE, dueMs: 1, role: 'legal' },
    {
      type: 'announceDraft',
      template: 'initial',
      vars: { cause: PHONE },
      promises: {},
      hold: false,
    },
    { type: 'planPropose', text: PHONE, steps: [PHONE], owner: PHONE, resources: PHONE },
    { type: 'rejectionReason', approval: 'A1.v1', reason: PHONE },
    { type: 'postmortemEdit', field: 'lessons', text: PHONE },
    { type: 'postmortemWhy', text: PHONE },
    { type: 'messageEdited', message: 'm1', text: PHONE },
    { type: 'close', reason: PHONE, force: PHONE },
  ];
  it.each(typed.map((intent) => [intent.type, intent] as const))(
    'holds no phone number after masking: %s (S4-04)',
    (_, intent) => {
      const text = JSON.stringify(masked(intent));
      expect(text).not.toContain(PHONE);
      expect(text).toContain('*******5678');
    },
  );

  it('keeps ids, people and numbers as they are', () => {
    const link: IncidentIntent = { type: 'link', kind: 'evidence', url: 'https://e.example/8842' };
    expect(masked(link)).toEqual(link);
    const handover: IncidentIntent = {
      type: 'handover',
      role: 'legal',
      to: { id: PHONE, name: '何律' },
    };
    expect(masked(handover)).toEqual(handover);
    const metric: IncidentIntent = { type: 'metric', values: { calls: 13_812_345_678 } };
    expect(masked(metric)).toEqual(metric);
  });
});
