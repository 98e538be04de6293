import { answersZh } from './zh/answers.ts';
import { announcementZh } from './zh/announcement.ts';
import { commonZh } from './zh/common.ts';
import { deadlinesZh } from './zh/deadlines.ts';
import { lifecycleZh } from './zh/lifecycle.ts';
import { peopleZh } from './zh/people.ts';
import { queriesZh } from './zh/queries.ts';
import { refusalsZh } from './zh/refusals.ts';
import { statusZh } from './zh/status.ts';
import { updatesZh } from './zh/updates.ts';
import { usageZh } from './zh/usage.ts';

/** All Chinese words, by theme. */
export const zh = {
  common: commonZh,
  status: statusZh,
  deadlines: deadlinesZh,
  announcement: announcementZh,
  people: peopleZh,
  updates: updatesZh,
  lifecycle: lifecycleZh,
  refusals: refusalsZh,
  usage: usageZh,
  answers: answersZh,
  queries: queriesZh,
};
