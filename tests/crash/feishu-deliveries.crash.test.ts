import { FEISHU_ERRORS, FEISHU_FAULTS, feishuErrorCases } from '../support/feishu/errors.ts';
import { openFaultyFeishu } from '../support/feishu/faulty-stage.ts';
import { healsErrors, healsFaults } from './deliveries-rules.ts';

healsFaults({
  name: 'Feishu',
  open: openFaultyFeishu,
  faults: FEISHU_FAULTS,
  everyNth: 30,
  calls: 80,
  methods: 12,
});

healsErrors('Feishu', {
  lore: FEISHU_ERRORS,
  casesOf: feishuErrorCases,
  cases: 200,
  everyNth: 11,
});
