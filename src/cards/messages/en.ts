import { answersEn } from './en/answers.ts';
import { alertsEn } from './en/alerts.ts';
import { announcementEn } from './en/announcement.ts';
import { commonEn } from './en/common.ts';
import { deadlinesEn } from './en/deadlines.ts';
import { documentEn } from './en/document.ts';
import { lifecycleEn } from './en/lifecycle.ts';
import { peopleEn } from './en/people.ts';
import { platformsEn } from './en/platforms.ts';
import { queriesEn } from './en/queries.ts';
import { refusalsEn } from './en/refusals.ts';
import { roomsEn } from './en/rooms.ts';
import { statusEn } from './en/status.ts';
import { ticketsEn } from './en/tickets.ts';
import { updatesEn } from './en/updates.ts';
import { usageEn } from './en/usage.ts';
import type { zh } from './zh.ts';

/** All English words: a missing or a differently called one does not compile. */
export const en = {
  common: commonEn,
  status: statusEn,
  deadlines: deadlinesEn,
  alerts: alertsEn,
  announcement: announcementEn,
  people: peopleEn,
  tickets: ticketsEn,
  updates: updatesEn,
  document: documentEn,
  lifecycle: lifecycleEn,
  rooms: roomsEn,
  platforms: platformsEn,
  refusals: refusalsEn,
  usage: usageEn,
  answers: answersEn,
  queries: queriesEn,
} satisfies typeof zh;
