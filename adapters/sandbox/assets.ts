import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import { notFound, onlyMethod } from './problem.ts';

const PUBLIC = fileURLToPath(new URL('public/', import.meta.url));

const { resolve } = createRequire(import.meta.url);
const preact = dirname(resolve('preact/package.json'));
const htm = dirname(resolve('htm'));

// The only files of node_modules that leave the house.
const MODULES: Readonly<Record<string, string>> = {
  'preact.js': join(preact, 'dist/preact.mjs'),
  'hooks.js': join(preact, 'hooks/dist/hooks.mjs'),
  'htm.js': join(htm, 'htm.mjs'),
};

/**
 * A module with its one bare import made relative: browsers resolve bare names by an import map only,
 * and an import map is an inline script, which the page's policy forbids.
 */
const moduleText = (file: string): string =>
  readFileSync(file, 'utf8')
    .replace(/from\s*"preact"/, 'from"./preact.js"')
    .replace(/\n?\/\/# sourceMappingURL=.*/, '');

/** The page, its scripts and styles, and the three modules it is built with. */
export const createAssets = (): Router => {
  const router = Router();
  router
    .route('/')
    .get((_request, response) => {
      response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: PUBLIC });
    })
    .all(onlyMethod('GET'));
  router.get('/modules/:name', (request, response, next) => {
    const file = Object.hasOwn(MODULES, request.params.name)
      ? MODULES[request.params.name]
      : undefined;
    if (file === undefined) return next();
    response.type('text/javascript').set('Cache-Control', 'no-cache').send(moduleText(file));
  });
  router.use(
    '/assets',
    express.static(PUBLIC, {
      index: false,
      dotfiles: 'ignore',
      // Asked for anew each time (answered 304): after an update nobody runs the old page.
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.use('/assets', notFound);
  return router;
};
