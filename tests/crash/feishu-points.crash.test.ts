import { stepOf } from '../support/crash-run.ts';
import { crashOnFeishu } from '../support/feishu/crash-ground.ts';
import { survivesPoints } from './points-rules.ts';

const METHODS = ['openRoom', 'invite', 'post', 'update', 'decorate', 'attach'];

/** A middle hit of every call, when it has taken effect; `npm run faults -- feishu` tries all points. */
const choose = (hits: readonly string[]): readonly string[] =>
  [...Map.groupBy(hits, stepOf)]
    .filter(([step]) => /^(?:deliver:.*:after|finish:before|fact:before)$/u.test(step))
    .flatMap(([, own]) => own.slice(Math.floor(own.length / 2)).slice(0, 1));

survivesPoints({
  name: 'Feishu',
  open: crashOnFeishu,
  choose,
  things: ['announcement ', 'document ', 'tab '],
  steps: METHODS.map((method) => `deliver:${method}:after`),
});
