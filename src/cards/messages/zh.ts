import { answersZh } from './zh/answers.ts';
import { alertsZh } from './zh/alerts.ts';
import { announcementZh } from './zh/announcement.ts';
import { commonZh } from './zh/common.ts';
import { deadlinesZh } from './zh/deadlines.ts';
import { documentZh } from './zh/document.ts';
import { lifecycleZh } from './zh/lifecycle.ts';
import { peopleZh } from './zh/people.ts';
import { platformsZh } from './zh/platforms.ts';
import { queriesZh } from './zh/queries.ts';
import { refusalsZh } from './zh/refusals.ts';
import { roomsZh } from './zh/rooms.ts';
import { statusZh } from './zh/status.ts';
import { ticketsZh } from './zh/tickets.ts';
import { updatesZh } from './zh/updates.ts';
import { usageZh } from './zh/usage.ts';

/** All Chinese words, by theme. */
export const zh = {
  common: commonZh,
  status: statusZh,
  deadlines: deadlinesZh,
  alerts: alertsZh,
  announcement: announcementZh,
  people: peopleZh,
  tickets: ticketsZh,
  updates: updatesZh,
  document: documentZh,
  lifecycle: lifecycleZh,
  rooms: roomsZh,
  platforms: platformsZh,
  refusals: refusalsZh,
  usage: usageZh,
  answers: answersZh,
  queries: queriesZh,
};
