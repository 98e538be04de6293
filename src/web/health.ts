import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

/** Ready, or what is still missing. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

/** `GET /healthz`: the process answers. */
export const healthz: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** `GET /readyz`: database, migrations and messengers are usable, or 503 with the reasons. */
export const readyz =
  (readiness: () => Promise<Readiness>): RequestHandler =>
  async (_request, response) => {
    const { ready, reasons } = await readiness();
    if (ready) response.json({ status: 'ready' });
    else sendProblem(response, 503, reasons.join('; '));
  };
