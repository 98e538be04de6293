import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';

const PUBLIC = fileURLToPath(new URL('public/', import.meta.url));
const uplot = path.dirname(createRequire(import.meta.url).resolve('uplot'));

/** The only files of node_modules that the pages load. */
const MODULES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  'uplot.js': { file: path.join(uplot, 'uPlot.esm.js'), type: 'text/javascript' },
  'uplot.css': { file: path.join(uplot, 'uPlot.min.css'), type: 'text/css' },
};

/** Style and scripts of the pages, from this server alone. */
export const createAssets = (): Router => {
  const router = Router();
  router.get('/modules/:name', (request, response, next) => {
    const { name } = request.params;
    const found = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
    if (found === undefined) return next();
    response.set('Cache-Control', 'public, max-age=3600').type(found.type);
    response.send(readFileSync(found.file, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*/u, ''));
  });
  router.use(
    express.static(PUBLIC, {
      index: false,
      dotfiles: 'ignore',
      etag: true,
      // Asked for anew each time (answered 304): after an update nobody reads with the old style.
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  return router;
};
