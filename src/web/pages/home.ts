import type { Page } from '../page.ts';

/** `/` leads to the incidents; where the sandbox is on it is the sandbox's. */
export const homePage: Page = {
  routes: [
    {
      id: 'home',
      method: 'GET',
      path: '/',
      needs: 'nothing',
      handle: ({ visitor }) => ({
        kind: 'redirect',
        to: visitor.asker === 'stranger' ? '/status' : '/incidents',
      }),
    },
  ],
};
