import type { TicketRecord } from '#app/reading/tickets.ts';
import { ticketTitle } from '#cards/ticket-words.ts';
import { ticketNumber } from '#domain/ticket/state.ts';
import { followReply } from '../follow.ts';
import { createSectionGroup } from '../live-sections.ts';
import type { Call, Page, Reply, Route, Subject } from '../page.ts';
import { partTexts, subjectPage, type SubjectParts } from '../parts/subject-page.ts';
import { ticketClockList } from '../parts/ticket-clocks.ts';
import { ticketFile } from '../parts/ticket-file.ts';
import { ticketHead, type TicketLook } from '../parts/ticket-head.ts';
import {
  ticketMatter,
  ticketOutcome,
  ticketProgress,
  ticketTransfers,
} from '../parts/ticket-matter.ts';
import { ticketStory } from '../parts/ticket-story.ts';

const lookOf = ({ view, words, visitor }: Call): TicketLook => ({
  view,
  words,
  showing: { links: visitor.asker !== 'auditor' },
});

const partsOf = ({ state, events }: TicketRecord, look: TicketLook): SubjectParts => ({
  head: ticketHead(state, look),
  main: {
    matter: ticketMatter(state, look),
    clocks: ticketClockList(state, look),
    outcome: ticketOutcome(state, look),
    transfers: ticketTransfers(state, look),
    progress: ticketProgress(state, look),
  },
  side: { story: ticketStory(events, look) },
});

const show = (record: TicketRecord, call: Call): Reply => {
  const { key, version, state } = record;
  const { words, view, params } = call;
  const path = `/tickets/${ticketNumber(key)}`;
  // Each ticket has one address: the number as people say it.
  if (params['key'] === key) return { kind: 'redirect', to: path };
  return subjectPage(call, {
    title: ticketTitle(state, view),
    path,
    version,
    list: { href: '/tickets', label: words.tickets.all },
    files: ['json'],
    parts: partsOf(record, lookOf(call)),
  });
};

const json = (record: TicketRecord, call: Call): Reply => ({
  kind: 'file',
  type: 'application/json; charset=utf-8',
  name: `${record.key}.json`,
  body: `${JSON.stringify(ticketFile(record, lookOf(call)), undefined, 2)}\n`,
});

const follow = (record: TicketRecord, call: Call): Reply => {
  const { streams, deps, visitor, view } = call;
  const { reader } = visitor;
  return followReply(call, streams.tickets, record, {
    sight: (now) => (reader === undefined ? 'nothing' : deps.reading.tickets.sight(reader, now)),
    createGroup: () =>
      createSectionGroup((now) => {
        const look = lookOf({ ...call, view: deps.views(view.locale) });
        return { now: look.view.now, parts: partTexts(partsOf(now, look)) };
      }),
  });
};

const NUMBER = /^(?:TKT-)?(?<number>\d{6,16})$/u;

type Answers = (record: TicketRecord, call: Call) => Reply;

const finding =
  (answers: Answers) =>
  async (call: Call): Promise<Subject | undefined> => {
    const { deps, visitor, params } = call;
    const { tickets } = deps.reading;
    const number = NUMBER.exec(params['key'] ?? '')?.groups?.['number'];
    if (number === undefined || visitor.reader === undefined) return undefined;
    const record = await tickets.load(`TKT-${number}`);
    if (record === undefined) return undefined;
    return {
      sight: tickets.sight(visitor.reader, record),
      handle: () => answers(record, call),
    };
  };

const route = (id: string, path: string, answers: Answers): Route => ({
  id,
  method: 'GET',
  path,
  needs: 'subject',
  find: finding(answers),
});

/** One ticket: what the customer said, what was promised, who has it, and everything that happened; live. */
export const ticketPage: Page = {
  routes: [
    route('ticket-json', '/tickets/:key.json', json),
    route('ticket', '/tickets/:key', show),
    route('ticket-stream', '/tickets/:key/stream', follow),
  ],
};
