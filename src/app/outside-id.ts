import { hash } from 'node:crypto';
import { maskText } from '#domain/masking.ts';
import type { MaskRules } from '#domain/playbook/playbook.ts';

/**
 * An id that somebody outside gave, as it may be stored: the same for the same. One that carries personal
 * data is replaced by its digest, since masked ones of different customers would be one.
 */
export const outsideId = (id: string, rules: MaskRules): string =>
  maskText(id, rules) === id ? id : hash('sha256', id);
