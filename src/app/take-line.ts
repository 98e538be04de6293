import { formFor, submitForm } from '#commands/forms.ts';
import { headOf, incidentKeyIn, lineOf } from '#commands/head.ts';
import { parseLine } from '#commands/parse-line.ts';
import type { ParseContext, Request } from '#commands/request.ts';
import { usageCard } from '#cards/usage-card.ts';
import type { IncidentIntent, IntentOf } from '#domain/incident/command.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Answer, MessageRef } from '#ports/messenger.ts';
import {
  cardAnswer,
  doneAnswer,
  masked,
  outcomeAnswer,
  refusalAnswer,
  rejectedAnswer,
} from './answers.ts';
import { answerQuery, openIncidentsAnswer } from './answer-query.ts';
import { newestEdit } from './early-edits.ts';
import type { HandleOptions, Outcome } from './handle-command.ts';
import { messageKey, messageOfKey } from './message-key.ts';
import { findPerson, linkedIn, type Linked } from './people-search.ts';
import { maySee, openIncidents, type Session, stateOf } from './session.ts';
import { asksByForm } from './substitutes.ts';
import { takeAlert, takeSignal } from './take-alert.ts';
import { takeOpen } from './take-open.ts';
import { takeSamples } from './take-samples.ts';
import { takeOrganisation } from './take-organisation.ts';
import { takeNewTicket, takeTicket } from './take-ticket.ts';

/** A typed line, a pressed button's line, or a form. */
export interface Spoken {
  readonly line: string;
  /** Incident of the card that was pressed or the form that was sent. */
  readonly incident?: string | undefined;
  /** The chat message that carried the line, so that its edits can be followed. */
  readonly message?: MessageRef | undefined;
  /** Values of a form, which may name people by their accounts. */
  readonly picked?: readonly string[];
}

/** What a line is read against, and the incident it is about. */
export interface Reading {
  readonly context: ParseContext;
  /** The incident that is implied or named, whether or not the person may see it. */
  readonly key: string | undefined;
  readonly hidden: boolean;
}

interface Known {
  readonly incident: IncidentState | undefined;
  readonly open: ParseContext['openIncidents'];
  readonly inRoom: boolean;
  readonly linked: Linked;
}

const contextOf = (session: Session, { incident, open, inRoom, linked }: Known): ParseContext => {
  const { deps, view, platform, locale, meta } = session;
  const policy = deps.policy();
  return {
    policy,
    now: meta.now,
    timezone: view.timezone,
    locale,
    platform,
    findPerson: (text) => findPerson(text, platform, policy, linked),
    ...(incident === undefined ? {} : { incident }),
    openIncidents: open,
    inRoom,
  };
};

/** Looks up everything that reading the line may need. */
export const readingOf = async (session: Session, spoken: Spoken): Promise<Reading> => {
  const implied = spoken.incident ?? session.roomIncident;
  const key = incidentKeyIn(spoken.line) ?? implied;
  const state = await stateOf(session, key);
  const hidden = state !== undefined && !maySee(session, state);
  const seen = hidden ? undefined : state;
  const texts = [spoken.line, ...(spoken.picked ?? [])];
  const linked = await linkedIn(texts, session.platform, session.deps.directory);
  const known = { inRoom: implied !== undefined, linked };
  if (seen !== undefined)
    return { context: contextOf(session, { ...known, incident: seen, open: [] }), key, hidden };
  const open = await openIncidents(session);
  // Outside a room the only open incident is meant, so its tasks and texts can be named too.
  const [only, ...others] = key === undefined ? open : [];
  const meant = others.length === 0 ? await stateOf(session, only?.key) : undefined;
  return { context: contextOf(session, { ...known, incident: meant, open }), key, hidden };
};

/** Records what a chat message says so that its edits can be followed, also those that came before it. */
const takeSaid = async (
  { deps, meta }: Session,
  key: string,
  intent: IntentOf<'note' | 'update'>,
  message: MessageRef,
  options: HandleOptions,
): Promise<Outcome> => {
  const edited = await newestEdit(deps.storage, message);
  const id = messageKey(message);
  const said = { ...intent, message: id, ...(edited === undefined ? {} : { edited }) };
  const outcome = await deps.handler.handle(key, said, meta, options);
  const late = await newestEdit(deps.storage, message);
  // Another process kept it while this one recorded the message.
  if (late !== undefined && late.at !== edited?.at)
    await deps.handler.handle(key, { type: 'messageEdited', message: id, ...late }, meta);
  return outcome;
};

const takeIncident = async (
  session: Session,
  key: string,
  intent: IncidentIntent,
  { line, message }: Spoken,
): Promise<Answer> => {
  const { deps, meta, receipt } = session;
  const answer = doneAnswer(session);
  const options = { receipt, answer, refusal: refusalAnswer(session, line) };
  const isSaid = intent.type === 'update' || intent.type === 'note';
  const outcome =
    message !== undefined && isSaid
      ? await takeSaid(session, key, intent, message, options)
      : await deps.handler.handle(key, intent, meta, options);
  return outcomeAnswer(session, outcome, line);
};

const showForm = async (
  session: Session,
  request: Extract<Request, { kind: 'form' }>,
  reading: Reading,
  spoken: Spoken,
): Promise<Answer> => {
  const can = session.deps.messengers.get(session.platform);
  const open =
    request.command === 'open' ? await openIncidents(session) : reading.context.openIncidents;
  const context = { ...reading.context, openIncidents: open };
  const form = formFor(request.command, context, request.prefill);
  if (can !== undefined && asksByForm(can)) return { form };
  return cardAnswer(usageCard({ kind: 'empty' }, session.view, spoken.line));
};

/** `status` where no incident is meant asks for all of them. */
const isStatus = ({ problem, line }: Extract<Request, { kind: 'usage' }>): boolean => {
  if (problem.kind !== 'no-incident' && problem.kind !== 'several-incidents') return false;
  const head = headOf(lineOf(line));
  return head.head === 'command' && head.command.id === 'status';
};

/** Does what a line or form asks for, and answers. */
export const takeRequest = async (
  session: Session,
  request: Request,
  reading: Reading,
  spoken: Spoken,
): Promise<Answer> => {
  const aboutIncident = request.kind === 'incident' || request.kind === 'usage';
  if (reading.hidden && reading.key !== undefined && aboutIncident)
    return rejectedAnswer(session, { code: 'confidential', key: reading.key }, spoken.line);
  switch (request.kind) {
    case 'incident': {
      const key = request.key ?? reading.key;
      const { intent } = request;
      if (key === undefined && intent.type === 'metric')
        return takeSamples(session, intent, spoken.line);
      return key === undefined
        ? rejectedAnswer(session, { code: 'incident-not-found', key: '' }, spoken.line)
        : takeIncident(session, key, intent, spoken);
    }
    case 'open':
      return takeOpen(session, request.intent, spoken.line);
    case 'query':
      return answerQuery(session, request.query, request.key ?? reading.key, spoken.line);
    case 'alert':
      return takeAlert(session, request.key, request.intent, spoken.line);
    case 'signal':
      return takeSignal(session, request.signal);
    case 'ticketAdd':
      return takeNewTicket(session, request.intent, spoken.line);
    case 'ticket':
      return takeTicket(session, request.key, request.intent, spoken.line);
    case 'organisation':
      return takeOrganisation(session, request.intent, spoken.line);
    case 'form':
      return showForm(session, request, reading, spoken);
    case 'usage':
      return isStatus(request)
        ? openIncidentsAnswer(session)
        : cardAnswer(
            usageCard(
              masked(session, request.problem),
              session.view,
              masked(session, request.line),
            ),
          );
    case 'rejected':
      return rejectedAnswer(session, request.rejection, spoken.line);
  }
};

/** Reads one line and does what it asks for. */
export const takeLine = async (session: Session, spoken: Spoken): Promise<Answer> => {
  const reading = await readingOf(session, spoken);
  return takeRequest(session, parseLine(spoken.line, reading.context), reading, spoken);
};

/** Takes a filled-in form; with mistakes it stays open, with everything that was typed. */
export const takeForm = async (
  session: Session,
  sent: {
    readonly command: string;
    readonly values: Readonly<Record<string, string>>;
    readonly incident?: string | undefined;
    /** The chat message that the form is about. */
    readonly about?: string | undefined;
  },
): Promise<Answer> => {
  const message = messageOfKey(sent.about);
  const spoken: Spoken = {
    line: sent.command,
    incident: sent.incident,
    picked: Object.values(sent.values),
    ...(message?.platform === session.platform ? { message } : {}),
  };
  const reading = await readingOf(session, spoken);
  const request = submitForm(sent.command, sent.values, reading.context);
  return 'fieldErrors' in request ? request : takeRequest(session, request, reading, spoken);
};
