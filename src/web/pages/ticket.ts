import type { TicketRecord } from '#app/reading/tickets.ts';
import { ticketTitle } from '#cards/ticket-words.ts';
import { ticketNumber } from '#domain/ticket/state.ts';
import type { Call, Page, Reply } from '../page.ts';
import { lookOf, type SubjectLook } from '../parts/subject-look.ts';
import { subjectPage, type SubjectParts } from '../parts/subject-page.ts';
import { ticketClockList } from '../parts/ticket-clocks.ts';
import { ticketFile } from '../parts/ticket-file.ts';
import { ticketHead } from '../parts/ticket-head.ts';
import {
  ticketMatter,
  ticketOutcome,
  ticketProgress,
  ticketTransfers,
} from '../parts/ticket-matter.ts';
import { ticketStory } from '../parts/ticket-story.ts';
import { subjectRoutes } from '../subject-routes.ts';

const partsOf = ({ state, events }: TicketRecord, look: SubjectLook): SubjectParts => ({
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

const NUMBER = /^(?:TKT-)?(?<number>\d{6,16})$/u;

/** One ticket: what the customer said, what was promised, who has it, and everything that happened; live. */
export const ticketPage: Page = {
  routes: subjectRoutes<TicketRecord>({
    id: 'ticket',
    path: '/tickets',
    keyOf: (given) => {
      const number = NUMBER.exec(given)?.groups?.['number'];
      return number && `TKT-${number}`;
    },
    reading: ({ deps }) => deps.reading.tickets,
    streams: ({ streams }) => streams.tickets,
    show,
    partsOf,
    fileOf: ticketFile,
  }),
};
