import { selectPoints } from '../support/crash-run.ts';
import { crashOnSlack } from '../support/slack/crash-ground.ts';
import { survivesPoints } from './points-rules.ts';

/** Points beside the first and the last hit of every step; `npm run faults -- slack` tries them all. */
const MORE = 0;
const METHODS = ['openRoom', 'invite', 'post', 'update', 'decorate', 'attach'];

survivesPoints({
  name: 'Slack',
  open: crashOnSlack,
  choose: (hits) => selectPoints(hits, MORE),
  things: ['canvas ', 'file '],
  steps: METHODS.flatMap((method) => [`deliver:${method}:before`, `deliver:${method}:after`]),
});
