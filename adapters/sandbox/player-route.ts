import type { ApiDependencies } from './api.ts';
import type { Script, Step } from './script.ts';
import { Router } from 'express';
import { z } from 'zod';
import { clockView } from './clock-route.ts';
import { onlyMethod } from './problem.ts';

const body = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('play'),
    script: z.string(),
    speed: z.number().min(0.25).max(16).default(1),
  }),
  z.object({ do: z.literal('speed'), speed: z.number().min(0.25).max(16) }),
  z.object({ do: z.enum(['pause', 'resume', 'step', 'stop']) }),
]);

/** What a step shows; what each kind says is under the name the page reads. */
const stepView = (step: Step) => ({
  at: step.at,
  date: step.date ?? null,
  caption: step.caption ?? null,
  as: 'as' in step ? step.as : null,
  line: 'line' in step ? `/${step.line}` : null,
  react: 'react' in step ? step.react : null,
  reply: 'reply' in step ? step.reply.text : null,
});

const scriptView = (script: Script) => ({
  id: script.id,
  names: script.names,
  about: script.about,
  continues: script.continues ?? null,
  steps: script.steps.map(stepView),
});

/** `GET /scripts` and `POST /player`; every change is told to all browsers. */
export const createPlayerRoutes = (dependencies: ApiDependencies): Router => {
  const { player, streams, scripts } = dependencies;
  const router = Router();
  player.onChange(() => {
    streams.broadcast({ event: 'player', data: player.view() });
    // Time jumps with the player, so the page's clock must jump too.
    void clockView(dependencies).then((clock) =>
      streams.broadcast({ event: 'clock', data: clock }),
    );
  });
  router
    .route('/scripts')
    .get((_request, response) => {
      response.json({ scripts: scripts.map(scriptView) });
    })
    .all(onlyMethod('GET'));
  router
    .route('/player')
    .get((_request, response) => {
      response.json({ player: player.view() });
    })
    .post((request, response) => {
      const wanted = body.parse(request.body);
      switch (wanted.do) {
        case 'play':
          player.play(wanted.script, wanted.speed);
          break;
        case 'speed':
          player.setSpeed(wanted.speed);
          break;
        case 'pause':
        case 'resume':
        case 'step':
        case 'stop':
          player[wanted.do]();
      }
      response.json({ player: player.view() });
    })
    .all(onlyMethod('GET, POST'));
  return router;
};
