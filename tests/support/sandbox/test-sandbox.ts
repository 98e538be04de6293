import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Organisation, Person } from '#domain/organisation/organisation.ts';
import type { Answer, Completion, Inbound, Inbox } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import type { ClockControl } from '#adapters/sandbox/clock-control.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '#adapters/sandbox/sandbox.ts';
import { controlClock } from '#adapters/sandbox/clock-control.ts';

const person = (id: string, name: string, ...groups: string[]): Person => ({
  id,
  name,
  groups,
  accounts: { sandbox: id },
  email: `${id}@example.com`,
});

/** Part of the cast of domain.md 6.0. */
export const PEOPLE: readonly Person[] = [
  person('lin', '林悦', 'commandGroup'),
  person('chen', '陈波', 'commandGroup'),
  person('su', '苏敏', 'commandGroup', 'brandPr'),
  person('zheng', '郑远', 'leadership'),
  person('qian', '钱多', 'techSupport', 'onsiteResponse'),
  person('sun', '孙悦', 'communications', 'customerCare'),
  person('li', '李娜', 'communications', 'brandPr'),
  person('wang', '王强', 'dutyOps'),
  person('zhou', '周航', 'logistics'),
];

export const ORGANISATION: Organisation = {
  company: '晨星',
  agents: 118,
  people: PEOPLE,
  departments: [],
  rooms: {},
  publish: {},
  resources: [],
};

const nothing = (): void => {};
export const QUIET: Log = { info: nothing, warn: nothing, error: nothing, child: () => QUIET };

/** A clock that moves by hand only. */
export const createHandClock = (start: number): ClockControl => {
  let now = start;
  let rate = 1;
  return controlClock({
    now: () => now,
    rate: () => rate,
    setRate: (next) => {
      rate = next;
    },
    advance: (by) => {
      now += by;
    },
  });
};

/** Writes down what comes in and answers as told. */
export const createListener = (
  answer: (inbound: Inbound) => Answer | Promise<Answer> = () => ({}),
) => {
  const received: Inbound[] = [];
  const inbox: Inbox = {
    receive: async (inbound) => {
      received.push(inbound);
      return answer(inbound);
    },
    complete: async (line): Promise<readonly Completion[]> => [
      { line: `${line}n`, label: `${line}n`, hint: '' },
    ],
  };
  return { received, inbox };
};

export const START = Date.parse('2026-12-01T10:04:00+08:00');

/** A sandbox in memory on a hand clock; `realTime`: nobody may move it. */
export const createTestSandbox = ({
  realTime = false,
  ...options
}: Partial<SandboxOptions> & { readonly realTime?: boolean } = {}): Sandbox => {
  const clock = options.clockControl ?? createHandClock(START);
  let n = 0;
  const ids = {
    next: () => {
      n += 1;
      return `id-${String(n).padStart(8, '0')}`;
    },
  };
  return createSandbox({
    worldFile: ':memory:',
    organisation: () => ORGANISATION,
    clock,
    ...(realTime ? {} : { clockControl: clock }),
    ids,
    log: QUIET,
    ...options,
  });
};

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The sandbox on a real socket of this machine. */
export const serve = async (sandbox: Sandbox): Promise<Served> => {
  const app = express();
  sandbox.routes(app, { host: '127.0.0.1' });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  // A listening TCP server has an address object; only pipes have a string.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/sandbox`,
    port,
    close: async () => {
      sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
