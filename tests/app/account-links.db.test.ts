import { afterEach, describe, expect, it } from 'vitest';
import { createAccountLinks } from '#app/account-links.ts';
import { createDirectory } from '#app/directory.ts';
import { silentLog } from '#app/log.ts';
import { createOrganisationHandler } from '#app/organisation-handler.ts';
import { findPerson, linkedIn } from '#app/people-search.ts';
import type { Policy } from '#domain/policy.ts';
import { ORGANISATION_STREAM } from '#domain/organisation/stream.ts';
import { HOUR, MINUTE } from '#domain/time.ts';
import { type AccountRef, DeliveryError, type Messenger } from '#ports/messenger.ts';
import { policyWith, shippedPolicy } from '../support/policy.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const open: TestApp[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

const PEOPLE = [
  {
    id: 'lin',
    name: '林悦',
    groups: ['commandGroup'],
    accounts: { slack: 'U_LIN' },
    email: 'lin@example.com',
  },
  { id: 'zhou', name: '周航', groups: ['logistics'], accounts: {}, email: 'Zhou@Example.com' },
  { id: 'wu', name: '吴静', groups: ['logistics'], accounts: {}, email: 'wu@example.com' },
  { id: 'he', name: '何敏', groups: ['legal'], accounts: {} },
];
const FILE = policyWith({ people: PEOPLE });

type Lookup = Messenger['lookup'];

/** The links over a messenger called slack, whose directory answers as `lookup` does. */
const start = async (lookup: Lookup, file: { policy: Policy } = { policy: FILE }) => {
  const app = await createTestApp();
  open.push(app);
  const policy = () => file.policy;
  const { storage, clock } = app;
  const directory = createDirectory({ storage, policy, defaultLocale: 'zh-CN' });
  const organisation = createOrganisationHandler({ storage, policy, directory });
  const asked: Parameters<Lookup>[0][] = [];
  const slack: Messenger = {
    ...app.sandbox,
    platform: 'slack',
    lookup: (query) => {
      asked.push(query);
      return lookup(query);
    },
  };
  const messengers = new Map([['slack', slack]]);
  const links = createAccountLinks({
    messengers,
    policy,
    directory,
    organisation,
    clock,
    log: silentLog,
  });
  const bound = async () =>
    (await storage.events(ORGANISATION_STREAM, 1, 100)).map(({ data, actor }) => ({
      data,
      by: actor.id,
    }));
  return { app, asked, bound, clock, directory, links, organisation, policy };
};

const account = (id: string, email?: string): AccountRef => ({
  platform: 'slack',
  id,
  ...(email === undefined ? {} : { email }),
});
const known: Lookup = async ({ email, id }) => {
  if (email?.toLowerCase() === 'zhou@example.com') return account('U9');
  return id === 'U8' ? account('U8', 'wu@example.com') : undefined;
};

describe('people of the organisation file without an account', () => {
  it('are found by their e-mail address, and the link says so; accounts of the file are left alone', async () => {
    const { asked, bound, directory, links } = await start(known);
    links.run();
    await links.settled();
    links.stop();
    expect(asked).toEqual([{ email: 'Zhou@Example.com' }, { email: 'wu@example.com' }]);
    expect(await bound()).toEqual([
      {
        data: {
          person: { id: 'zhou', name: '周航' },
          messenger: 'slack',
          account: 'U9',
          how: 'email',
        },
        by: 'system',
      },
    ]);
    expect((await directory.accountOn('zhou', 'slack'))?.id).toBe('U9');
  });

  it('keep the link that a person made', async () => {
    const { bound, clock, links, organisation } = await start(known);
    const actor = { id: 'zhou', name: '周航', groups: [] };
    await organisation(
      { type: 'bind', messenger: 'slack', account: 'U7' },
      { now: clock.now(), actor, via: 'slack' },
      { platform: 'slack', id: 'r1' },
      {},
    );
    links.run();
    await links.settled();
    expect(await bound()).toHaveLength(1);
  });

  it('are looked for again every hour and after a reload, and one at a time', async () => {
    let running = 0;
    let most = 0;
    const file = { policy: FILE };
    const nobody: Lookup = async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return undefined;
    };
    const { asked, clock, links } = await start(nobody, file);
    links.run();
    await links.settled();
    expect(asked).toHaveLength(2);
    clock.set(clock.now() + 30 * MINUTE);
    await links.settled();
    expect(asked).toHaveLength(2);
    clock.set(clock.now() + HOUR);
    await links.settled();
    expect(asked).toHaveLength(4);
    file.policy = policyWith({ people: PEOPLE.slice(0, 2) });
    clock.set(clock.now() + MINUTE);
    await links.settled();
    expect(asked).toHaveLength(5);
    expect(most).toBe(1);
  });

  it('wait for a messenger that limits or is away, and nobody is forgotten', async () => {
    let away = true;
    const limited: Lookup = async (query) => {
      if (away) throw new DeliveryError('limited', 'retry', { retryAfterMs: 90_000 });
      return known(query);
    };
    const { asked, bound, clock, links } = await start(limited);
    links.run();
    await links.settled();
    expect(asked).toHaveLength(1);
    away = false;
    clock.set(clock.now() + MINUTE);
    await links.settled();
    expect(asked).toHaveLength(1);
    clock.set(clock.now() + MINUTE);
    await links.settled();
    expect(asked).toHaveLength(3);
    expect(await bound()).toHaveLength(1);
  });
});

describe('an unknown account that acts', () => {
  it('is asked about once and linked by its e-mail address', async () => {
    const { asked, bound, directory, links } = await start(known);
    links.noticed(account('U8'));
    links.noticed(account('U8'));
    links.noticed(account('U3'));
    await links.settled();
    expect(asked).toEqual([{ id: 'U8' }, { id: 'U3' }]);
    expect(await bound()).toMatchObject([{ data: { person: { id: 'wu' }, account: 'U8' } }]);
    expect((await directory.actorFor(account('U8'))).id).toBe('wu');
  });
});

describe('a mention of a linked account', () => {
  it('means the person, in a line and in what a form picked', async () => {
    const { directory, links, policy } = await start(known);
    links.run();
    await links.settled();
    const inLine = await linkedIn(['assign 后勤 <@U9|zhou>'], 'slack', directory);
    expect(findPerson('<@U9|zhou>', 'slack', policy(), inLine)).toEqual({
      person: { id: 'zhou', name: '周航' },
    });
    const picked = await linkedIn(['assign', 'U9'], 'slack', directory);
    expect(findPerson('U9', 'slack', policy(), picked)).toMatchObject({ person: { id: 'zhou' } });
    expect(findPerson('U9', 'slack', shippedPolicy, new Map())).toMatchObject({ unknown: 'U9' });
  });
});
