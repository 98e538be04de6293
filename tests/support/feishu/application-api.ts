import { scopesOfImport } from './facts.ts';
import type { Handlers } from './stage.ts';

const GRANTED = 1;
const ASKED_FOR = 2;

export const applicationHandlers: Handlers = {
  'GET /open-apis/application/v6/scopes': ({ scopes }) => ({
    scopes: [...new Set([...scopes, ...scopesOfImport])].map((scope_name) => ({
      scope_name,
      grant_status: scopes.has(scope_name) ? GRANTED : ASKED_FOR,
    })),
  }),
};
