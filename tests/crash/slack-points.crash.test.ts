import { stepOf } from '../support/crash-run.ts';
import { crashOnSlack } from '../support/slack/crash-ground.ts';
import { survivesPoints } from './points-rules.ts';

const METHODS = ['openRoom', 'invite', 'post', 'update', 'decorate', 'attach'];

/** Every step: on the way in when it comes first, after it took effect when it comes last; `npm run faults -- slack` tries all points. */
const choose = (hits: readonly string[]): readonly string[] =>
  [...Map.groupBy(hits, stepOf)].flatMap(([step, own]) =>
    step.endsWith(':after') ? own.slice(-1) : own.slice(0, 1),
  );

survivesPoints({
  name: 'Slack',
  open: crashOnSlack,
  choose,
  things: ['canvas ', 'file '],
  steps: METHODS.flatMap((method) => [`deliver:${method}:before`, `deliver:${method}:after`]),
});
