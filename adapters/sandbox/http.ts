import type { IRouter } from 'express';
import type { Log } from '#ports/system.ts';
import type { ApiDependencies } from './api.ts';
import express, { Router } from 'express';
import { createApi } from './api.ts';
import { createAssets } from './assets.ts';
import { isLoopback, jsonOnly, localOnly, securityHeaders } from './guard.ts';
import { notFound, problemHandler } from './problem.ts';
import { createStreams } from './stream.ts';

/** Adds the sandbox to the one HTTP server. Throws unless `host` can be reached from this machine only. */
export type Mount = (app: IRouter, at: { readonly host: string }) => void;

type MountDependencies = Omit<ApiDependencies, 'streams'> & { readonly log: Log };

/** The sandbox's addresses under `/sandbox`, and how to end its open streams. */
export const createMount = (
  dependencies: MountDependencies,
): { readonly routes: Mount; readonly close: () => void } => {
  const { world, organisation, log } = dependencies;
  const streams = createStreams(world, organisation);
  const router = Router();
  router.use(localOnly, securityHeaders, jsonOnly);
  router.use(
    '/api',
    express.json({ limit: '1mb', strict: true }),
    createApi({ ...dependencies, streams }),
  );
  router.use(createAssets());
  router.use(notFound);
  router.use(problemHandler(log));
  return {
    routes: (app, { host }) => {
      if (!isLoopback(host))
        throw new Error(
          `the sandbox lets anyone act as anyone, so it only runs on a loopback HOST (127.0.0.1), not on ${host}`,
        );
      app.use('/sandbox', router);
    },
    close: () => streams.close(),
  };
};
