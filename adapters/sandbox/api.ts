import type { RequestHandler } from 'express';
import type { Locale } from '#domain/locale.ts';
import type { Organisation } from '#domain/organisation/organisation.ts';
import type { Act, Actions, Outcome } from './actions.ts';
import type { ClockControl, Engine } from './clock-control.ts';
import type { Player } from './player.ts';
import type { Script } from './script.ts';
import type { Streams } from './stream.ts';
import type { World } from './world.ts';
import { Router } from 'express';
import { z } from 'zod';
import { createClockRoute, clockView } from './clock-route.ts';
import { createPlayerRoutes } from './player-route.ts';
import { notFound, onlyMethod } from './problem.ts';
import { canSee, messagesView, peopleView, roomView } from './views.ts';
import { BOT } from './world-schema.ts';

export interface ApiDependencies {
  readonly world: World;
  readonly organisation: () => Organisation;
  readonly actions: Actions;
  readonly player: Player;
  readonly streams: Streams;
  readonly timezone: string;
  readonly locale?: Locale;
  readonly scripts: readonly Script[];
  readonly clockControl?: ClockControl;
  readonly engine?: Engine;
}

const name = z.string().min(1).max(100);
const act = z.object({
  as: name,
  receiptId: z.string().min(8).max(100),
  locale: z.enum(['zh-CN', 'en']).exactOptional(),
});
const long = z.string().max(10_000);

// `where` is the room's id; `command` and `reply` differ only in whether there is a thread.
const BODIES = {
  command: act.extend({ where: name, line: long }),
  reply: act.extend({ where: name, text: long, thread: name.exactOptional() }),
  press: act.extend({
    where: name,
    line: long,
    form: z.boolean(),
    incident: name.exactOptional(),
    message: name.exactOptional(),
  }),
  submit: act.extend({
    where: name,
    command: name,
    values: z.record(name, long),
    incident: name.exactOptional(),
  }),
  react: act.extend({
    message: name,
    emoji: z.string().regex(/^[\w+:-]{1,60}$/),
    added: z.boolean(),
  }),
  edit: act.extend({ message: name, text: long }),
  delete: act.extend({ message: name }),
  join: act.extend({ where: name }),
} as const;

const actOf = (body: z.infer<typeof act>): Act => ({
  as: body.as,
  receiptId: body.receiptId,
  ...(body.locale === undefined ? {} : { locale: body.locale }),
});

type Handler<B> = (actions: Actions, body: B) => Promise<Outcome>;
type Handlers = { readonly [K in keyof typeof BODIES]: Handler<z.infer<(typeof BODIES)[K]>> };

const HANDLERS: Handlers = {
  command: (actions, body) => actions.say(actOf(body), { room: body.where, text: body.line }),
  reply: (actions, body) =>
    actions.say(actOf(body), {
      room: body.where,
      text: body.text,
      ...(body.thread === undefined ? {} : { thread: body.thread }),
    }),
  press: (actions, { where, ...body }) => actions.press(actOf(body), { ...body, room: where }),
  submit: (actions, { where, ...body }) => actions.submit(actOf(body), { ...body, room: where }),
  react: (actions, body) => actions.react(actOf(body), body),
  edit: (actions, body) => actions.edit(actOf(body), body),
  delete: (actions, body) => actions.remove(actOf(body), body),
  join: (actions, body) => actions.join(actOf(body), { room: body.where }),
};

const actRoute =
  <K extends keyof Handlers>(actions: Actions, kind: K): RequestHandler =>
  async (request, response) => {
    // The schema and the handler stand under the same key, which the type of HANDLERS guarantees.
    const body = BODIES[kind].parse(request.body) as z.infer<(typeof BODIES)[K]>;
    response.json(await HANDLERS[kind](actions, body));
  };

const asQuery = z.object({ as: name });
const roomQuery = asQuery.extend({ room: name, before: z.coerce.number().int().exactOptional() });
const completeQuery = asQuery.extend({ line: long, where: name.exactOptional() });
const streamQuery = asQuery.extend({ after: z.coerce.number().int().default(-1) });
const readBody = z.object({ as: name, where: name, upto: z.number().int().nonnegative() });

/** Everything the page needs to show one person's view. */
const stateOf = async (dependencies: ApiDependencies, as: string) => {
  const { world, organisation, actions, player, timezone, locale = null } = dependencies;
  const { id } = actions.person(as);
  const rooms = world.rooms().filter((room) => canSee(world, id, room));
  return {
    me: id,
    company: organisation().company,
    people: peopleView(organisation()),
    departments: organisation().departments,
    timezone,
    defaultLocale: locale,
    seq: world.lastChange(),
    rooms: rooms.map((room) => roomView(world, room, id)),
    messages: rooms.flatMap((room) => messagesView(world, room.id, id, BOT)),
    clock: await clockView(dependencies),
    player: player.view(),
  };
};

const readRoutes = (dependencies: ApiDependencies): Router => {
  const { world, actions, streams, organisation } = dependencies;
  const router = Router();
  const get = (path: string, handler: RequestHandler): void => {
    router.route(path).get(handler).all(onlyMethod('GET'));
  };
  get('/people', (_request, response) => {
    response.json({ company: organisation().company, people: peopleView(organisation()) });
  });
  get('/state', async (request, response) => {
    response.json(await stateOf(dependencies, asQuery.parse(request.query).as));
  });
  get('/messages', (request, response) => {
    const { as, room, before } = roomQuery.parse(request.query);
    response.json({
      messages: messagesView(world, actions.visibleRoom(as, room).id, as, BOT, before),
    });
  });
  get('/complete', async (request, response) => {
    const { as, line, where } = completeQuery.parse(request.query);
    const completions = await actions.complete(as, {
      line,
      ...(where === undefined ? {} : { room: where }),
    });
    response.json({ completions });
  });
  get('/stream', (request, response) => {
    const { as, after } = streamQuery.parse(request.query);
    const resumed = Number(request.headers['last-event-id'] ?? Number.NaN);
    streams.follow(response, actions.person(as).id, Number.isInteger(resumed) ? resumed : after);
  });
  return router;
};

/** The JSON API of the page. */
export const createApi = (dependencies: ApiDependencies): Router => {
  const { actions } = dependencies;
  const router = Router();
  for (const kind of [
    'command',
    'reply',
    'press',
    'submit',
    'react',
    'edit',
    'delete',
    'join',
  ] as const)
    router.route(`/${kind}`).post(actRoute(actions, kind)).all(onlyMethod('POST'));
  router
    .route('/read')
    .post((request, response) => {
      const { as, where, upto } = readBody.parse(request.body);
      actions.read(as, { room: where, upto });
      response.json({});
    })
    .all(onlyMethod('POST'));
  router.use(readRoutes(dependencies));
  router.use(createClockRoute(dependencies));
  router.use(createPlayerRoutes(dependencies));
  router.use(notFound);
  return router;
};
