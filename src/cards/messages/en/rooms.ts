import type { roomsZh } from '../zh/rooms.ts';

/** Rooms that come late, go, and come back. */
export const roomsEn = {
  page: 'Incident page',
  purpose: (key: string, title: string) =>
    `${key} ${title}. Fenghuo runs this room; what is done here goes on the timeline of the incident.`,
  restoredTitle: 'The war room is back',
  archived:
    'This room was archived. The incident is still running, so Fenghuo has brought the room back; messages from in between have been sent.',
  archivedBy: (name: string) =>
    `${name} archived this room. The incident is still running, so Fenghuo has brought the room back; messages from in between have been sent.`,
  newTitle: 'A new war room',
  removed:
    'Fenghuo was removed from the former room, so it opened this one. The record is complete, and everyone has been invited.',
  removedBy: (name: string) =>
    `${name} removed Fenghuo from the former room, so it opened this one. The record is complete, and everyone has been invited.`,
  deleted:
    'The former room was deleted, so Fenghuo opened this one. The record is complete, and everyone has been invited.',
  deletedBy: (name: string) =>
    `${name} deleted the former room, so Fenghuo opened this one. The record is complete, and everyone has been invited.`,
  stuck:
    'The former room is archived and cannot be brought back, so Fenghuo opened this one. The record is complete, and everyone has been invited.',
  yours: {
    archived: (key: string) =>
      `You archived the war room of ${key}. The incident is still running, so Fenghuo has brought the room back. Please archive it after closing; if it was a false alarm, cancel the incident.`,
    removed: (key: string) =>
      `You removed Fenghuo from the war room of ${key}. So that nothing is lost, it has opened a new room and invited everyone: please go on there, the former room gets no more news. To end its messages, close or cancel the incident.`,
    deleted: (key: string) =>
      `You deleted the war room of ${key}. So that nothing is lost, Fenghuo has opened a new room and invited everyone: please go on there. To end the response, close or cancel the incident.`,
    stuck: (key: string) =>
      `The war room of ${key} that you archived cannot be brought back. Fenghuo has opened a new room and invited everyone: please go on there. To end the response, close or cancel the incident.`,
  },
  delayedTitle: 'The war room will be ready shortly',
  delayed: (messenger: string, key: string, seconds: number) =>
    `The number of new rooms a minute is limited by ${messenger}. The war room of ${key} will be ready in about ${seconds} s, and you will be invited.`,
  away: (messenger: string) =>
    `There is no connection to ${messenger} right now. The incident is recorded and its clocks run; the war room opens by itself once the connection is back, and you will be invited. There is no need to send this again.`,
  recordTitle: 'Which incident is it for?',
  recordOutside:
    'Use “Add to timeline” on a message in the war room of the incident; while only one incident is open, it works anywhere.',
  recordNone: 'No incident is open. Open one first, then add this message to its timeline.',
  files: {
    timeline: (key: string) => `Timeline ${key}`,
    postmortem: (key: string, version: number) => `Postmortem ${key}, version ${version}`,
  },
} satisfies typeof roomsZh;
