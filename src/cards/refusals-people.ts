import { button } from './build.ts';
import type { RejectionOf } from '#domain/rejection.ts';
import {
  codes,
  quietly,
  verbName,
  withReplaced,
  type Refusal,
  type RefusalContext,
  type Refusals,
} from './refusal.ts';
import { postmortemWordsOf } from './postmortem-words.ts';
import { clockText, factName, named, roleName, words, type View } from './view.ts';

const nobodyNamed = (
  { role, suggestion }: RejectionOf<'nobody-named'>,
  { view }: RefusalContext,
): Refusal => {
  const { refusals } = words(view);
  const name = roleName(role, view);
  if (suggestion === undefined)
    return {
      said: [refusals.nobodyNamed(name)],
      copies: [`assign ${role} @${refusals.personPlaceholder}`],
    };
  const line = `assign ${role} ${suggestion.name}`;
  return {
    said: [refusals.nobodyNamedSuggest(name, suggestion.name)],
    copies: [line],
    buttons: [button(suggestion.name, line, { style: 'primary' })],
  };
};

/** Tells people of one name apart by their job. */
const nameAndTitle = (id: string, name: string, view: View): string => {
  const title = view.policy.organisation.people.find((person) => person.id === id)?.title;
  return title === undefined ? name : `${name} · ${title}`;
};

const personChoices = (
  given: string,
  people: RejectionOf<'person-ambiguous'>['candidates'],
  context: RefusalContext,
) =>
  people
    .slice(0, 8)
    .flatMap(({ id, name }) =>
      context.line === undefined
        ? []
        : [
            button(
              nameAndTitle(id, name, context.view),
              withReplaced(context, given, id, context.line),
            ),
          ],
    );

const personNotFound = (
  { given, similar }: RejectionOf<'person-not-found'>,
  context: RefusalContext,
): Refusal => {
  const { refusals } = words(context.view);
  const [first] = similar;
  return {
    said: [refusals.personNotFound(given), first === undefined ? '' : refusals.personSimilar],
    items: similar.map(({ id, name }) => nameAndTitle(id, name, context.view)),
    copies:
      first === undefined || context.line === undefined
        ? []
        : [withReplaced(context, given, first.name, context.line)],
    buttons: personChoices(given, similar, context),
  };
};

const unknownRole = ({ given }: RejectionOf<'unknown-role'>, context: RefusalContext): Refusal => {
  const { view } = context;
  const { refusals, common } = words(view);
  const names = view.policy.common.roles.map(({ names: both }) => both[view.locale]);
  return {
    said: [refusals.unknownRole(given), refusals.choose(names.join(common.comma))],
    copies: [
      withReplaced(
        context,
        given,
        'techSupport',
        `assign techSupport @${refusals.personPlaceholder}`,
      ),
    ],
  };
};

/** A field by the name of a fact, else of a command. */
const fieldName = (field: string, view: View): string => {
  const known = factName(field, view);
  return known === field ? verbName(field, view) : known;
};

type Missing = RejectionOf<'postmortem-not-ready'>['missing'][number];

const READY_LINES: Readonly<Record<Missing, (view: View) => string>> = {
  rootCause: () => 'postmortem edit rootCause "…"',
  whys: () => 'postmortem why "…"',
  actions: (view) => words(view).refusals.actionLine,
  'breach-comments': () => 'postmortem edit breachComments "…"',
};

type Codes =
  | 'unknown-role'
  | 'single-role'
  | 'nobody-named'
  | 'standby-not-called'
  | 'standby-not-asked'
  | 'standby-already-called'
  | 'postmortem-not-ready'
  | 'field-not-found'
  | 'field-automatic'
  | 'action-not-found'
  | 'action-incomplete'
  | 'handover-not-found'
  | 'url-invalid'
  | 'text-too-long'
  | 'nowhere-to-relay'
  | 'recording-confidential'
  | 'account-taken'
  | 'person-not-found'
  | 'person-ambiguous';

/** Refusals about people, the postmortem and what was typed. */
export const PEOPLE_REFUSALS = {
  'unknown-role': unknownRole,
  'single-role': ({ role }, { view }) => {
    const { refusals } = words(view);
    return {
      said: [refusals.singleRole(roleName(role, view))],
      copies: [`assign ${role} @${refusals.personPlaceholder}`],
    };
  },
  'nobody-named': nobodyNamed,
  'standby-not-called': (_, { view }) => ({
    said: [words(view).refusals.standbyNotCalled],
    copies: ['standby call'],
    buttons: [button(words(view).people.standbyCall, 'standby call', { style: 'primary' })],
  }),
  'standby-not-asked': (_, { view }) => ({
    said: [words(view).refusals.standbyNotAsked],
    tone: 'neutral',
  }),
  'standby-already-called': ({ at }, { view }) => ({
    ...quietly(words(view).refusals.standbyCalled(clockText(at, view)), view),
    buttons: [button(words(view).refusals.buttons.standby, 'standby list')],
  }),
  'postmortem-not-ready': ({ missing }, { view }) => ({
    said: [words(view).refusals.notReady],
    items: missing.map((part) => words(view).refusals.ready[part]),
    copies: missing.map((part) => READY_LINES[part](view)),
  }),
  'field-not-found': ({ given, known }, context) => ({
    said: [
      words(context.view).refusals.fieldNotFound(given),
      words(context.view).refusals.choose(codes(known)),
    ],
    copies: known
      .slice(0, 1)
      .map((field) => withReplaced(context, given, field, `postmortem edit ${field} "…"`)),
  }),
  'field-automatic': ({ field }, { view }) => ({
    said: [words(view).refusals.fieldAutomatic(named(postmortemWordsOf(view).fields, field))],
  }),
  'action-not-found': ({ given, known }, context) => {
    const { refusals } = words(context.view);
    const [first] = known;
    return {
      said: [
        refusals.actionNotFound(given),
        first === undefined ? refusals.actionsNone : refusals.choose(codes(known)),
      ],
      copies:
        first === undefined ? [] : [withReplaced(context, given, first, `action done ${first}`)],
      buttons: [button(refusals.buttons.actions, 'action list')],
    };
  },
  'action-incomplete': ({ missing }, { view }) => {
    const { refusals, common, status } = words(view);
    const parts = missing.map((part) => named(refusals.actionParts, part)).join(common.comma);
    return {
      said: [refusals.actionIncomplete(parts)],
      copies: [refusals.actionLine],
      buttons: [button(status.buttons.action, 'action add', { style: 'primary', form: true })],
    };
  },
  'handover-not-found': (_, { view }) => ({
    said: [words(view).refusals.handoverNotFound],
    tone: 'neutral',
  }),
  'url-invalid': ({ given }, context) => ({
    said: [words(context.view).refusals.urlInvalid(given)],
    copies: [withReplaced(context, given, `https://${given}`, 'link doc https://…')],
  }),
  'text-too-long': ({ field, length, limit }, { view }) => ({
    said: [words(view).refusals.tooLong(fieldName(field, view), length, limit)],
  }),
  'nowhere-to-relay': (_, { view }) => ({
    said: [words(view).refusals.nowhereToRelay],
    copies: ['note "…"'],
  }),
  'recording-confidential': (_, { view }) => ({
    said: [words(view).refusals.recording],
    copies: ['note "…"'],
  }),
  'account-taken': ({ messenger, by }, { view }) => ({
    said: [words(view).refusals.accountTaken(messenger, by.name)],
  }),
  'person-not-found': personNotFound,
  'person-ambiguous': ({ given, candidates }, context) => ({
    title: words(context.view).refusals.askTitle,
    said: [words(context.view).refusals.personAmbiguous(given)],
    items: candidates.map(({ id, name }) => nameAndTitle(id, name, context.view)),
    buttons: personChoices(given, candidates, context),
  }),
} satisfies Refusals<Codes>;
