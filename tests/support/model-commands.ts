import * as fc from 'fast-check';
import { expect } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#domain/time.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { type Model, type ModelIncident, model } from './model-incident.ts';
import {
  crash,
  outage,
  type Program,
  react,
  recordedState,
  roomOf,
  say,
  settle,
  stateOf,
  versionsOf,
} from './model-program.ts';

type Step = fc.AsyncCommand<Model, Program>;

const openOf = ({ tasks }: IncidentState): ReadonlySet<string> =>
  new Set(tasks.filter(({ status }) => status === 'open').map(({ id }) => id));

const statusOf = (state: IncidentState): ModelIncident['draft'] => {
  const status = state.approvals['A1.v1']?.status;
  return status === 'pending' || status === 'approved' ? status : 'none';
};

const votersOf = (state: IncidentState): readonly string[] =>
  Object.keys(state.approvals['A1.v1']?.votes ?? {}).toSorted();

const seenOf = (state: IncidentState) => ({
  key: state.key,
  phase: state.phase,
  severity: state.severity,
  open: [...openOf(state)].toSorted(),
  notes: state.noteCount,
  acknowledged: Object.values(state.marks).filter((mark) => mark.acknowledged).length,
  episodes: state.episodes.length,
  draft: statusOf(state),
  quorum: state.approvals['A1.v1']?.quorum ?? 0,
  votes: votersOf(state),
});

/** Every incident as the model has it, and as its events alone tell it. */
const compare = async ({ incidents }: Model, program: Program): Promise<void> => {
  for (const incident of incidents) {
    const state = await stateOf(program, incident.key);
    expect(seenOf(state)).toEqual({
      ...incident,
      open: [...incident.open].toSorted(),
      votes: [...incident.votes].toSorted(),
    });
    expect(state).toEqual(await recordedState(program, incident.key));
  }
  expect((await versionsOf(program)).length).toBe(incidents.length);
};

const step = (
  name: string,
  may: (m: Model) => boolean,
  run: (m: Model, program: Program) => Promise<void>,
): Step => ({
  check: (m) => may(m),
  run: async (m, program) => {
    await run(m, program);
    await compare(m, program);
  },
  toString: () => name,
});

const pick = ({ incidents }: Model, n: number): ModelIncident | undefined =>
  incidents[n % Math.max(1, incidents.length)];

const receipt = (m: Model): string => {
  m.receipts += 1;
  return `r${m.receipts}`;
};

/** Duties and quorums follow rules of their own; which ones there are is not what this model checks. */
const readRules = async (program: Program, incident: ModelIncident): Promise<void> => {
  const state = await stateOf(program, incident.key);
  incident.open = new Set(openOf(state));
  incident.quorum = state.approvals['A1.v1']?.quorum ?? 0;
};

/** What was refused is not remembered: sent again, it is a new try. */
const remember = (m: Model, spoken: Model['sent'][number], taken: boolean): boolean => {
  if (taken) m.sent.push(spoken);
  return taken;
};

const speak = async (m: Model, program: Program, as: string, room: string, line: string) => {
  const spoken = { as, room, line, receiptId: receipt(m) };
  await say(program, spoken);
  return spoken;
};

const inRoom =
  (as: string, line: string, change: (incident: ModelIncident) => boolean, rules = false) =>
  (n: number): Step =>
    step(
      `${line} #${n}`,
      (m) => m.incidents.length > 0,
      async (m, program) => {
        const incident = pick(m, n);
        if (incident === undefined) return;
        const spoken = await speak(m, program, as, roomOf(program, incident.key), line);
        const taken = remember(m, spoken, change(incident));
        await settle(program);
        if (taken && rules) await readRules(program, incident);
      },
    );

const declare = step(
  'declare',
  (m) => m.incidents.length < 3,
  async (m, program) => {
    const line = 'open 系统故障 "主交换节点无响应" --regions 全国';
    remember(m, await speak(m, program, 'wang', 'duty', line), model.declare(m));
    await settle(program);
    const incident = m.incidents.at(-1);
    if (incident !== undefined) await readRules(program, incident);
  },
);

const simple = (state: IncidentState): readonly string[] =>
  state.tasks
    .filter(
      ({ status, precondition, requires }) =>
        status === 'open' && !precondition && !requires?.length,
    )
    .map(({ id }) => id);

const taskDone = (n: number, t: number): Step =>
  step(
    `task done #${n} ${t}`,
    (m) => m.incidents.length > 0,
    async (m, program) => {
      const incident = pick(m, n);
      if (incident === undefined) return;
      const ids = simple(await stateOf(program, incident.key));
      const id = ids[t % Math.max(1, ids.length)] ?? 'switch-backup';
      const room = roomOf(program, incident.key);
      const spoken = await speak(m, program, 'lin', room, `task done ${id}`);
      remember(m, spoken, model.taskDone(incident, id));
      await settle(program);
    },
  );

const ack = (n: number): Step =>
  step(
    `ack #${n}`,
    (m) => m.incidents.some(({ open }) => open.size > 0),
    async (m, program) => {
      const incident = pick(m, n);
      if (incident === undefined) return;
      const state = await stateOf(program, incident.key);
      const marked = new Set(
        Object.values(state.marks).flatMap((mark) => (mark.acknowledged ? [mark.ref.id] : [])),
      );
      const [task] = state.tasks.filter(
        ({ id, status }) => status === 'open' && !marked.has(`task:${id}`),
      );
      if (task === undefined) return;
      const room = roomOf(program, incident.key);
      remember(m, await speak(m, program, 'lin', room, `ack ${task.id} 处理中`), true);
      incident.acknowledged += 1;
      await settle(program);
    },
  );

const vote = (n: number, voter: string, cast: boolean): Step =>
  step(
    `vote ${voter} ${cast} #${n}`,
    (m) => pick(m, n)?.draft === 'pending',
    async (m, program) => {
      const incident = pick(m, n);
      if (incident === undefined) return;
      await react(program, { as: voter, key: incident.key, cast, receiptId: receipt(m) });
      model.vote(incident, voter, cast);
      await settle(program);
    },
  );

const again = (n: number): Step =>
  step(
    `sent again #${n}`,
    (m) => m.sent.length > 0,
    async (m, program) => {
      const before = await versionsOf(program);
      const spoken = m.sent[n % m.sent.length];
      if (spoken === undefined) return;
      await say(program, spoken);
      expect(await versionsOf(program)).toEqual(before);
    },
  );

const crashInTheMiddle = (n: number): Step =>
  step(
    `crash during a note #${n}`,
    (m) => m.incidents.length > 0,
    async (m, program) => {
      const incident = pick(m, n);
      if (incident === undefined) return;
      const room = roomOf(program, incident.key);
      remember(m, await speak(m, program, 'wang', room, 'note 就在这一刻'), model.note(incident));
      await crash(program);
      await settle(program);
    },
  );

const trouble = (times: number): Step =>
  step(
    `outage ${times}`,
    () => true,
    async (_, program) => outage(program, times),
  );

const wait = (ms: number): Step =>
  step(
    `wait ${ms / MINUTE} min`,
    () => true,
    async (_, program) => {
      program.clock.set(Math.ceil((program.clock.now() + ms) / (30 * SECOND)) * 30 * SECOND);
      await settle(program);
    },
  );

const DRAFT =
  'announce draft initial impact="热线接入困难" cause="交换节点故障" eta=23:00 workaround=微信公众号 nextUpdate=22:00';

const which = fc.nat(2);

/** Everything that may happen, by weight. */
export const anyCommands = (size: number) =>
  fc.commands(
    [
      fc.constant(declare),
      fc
        .tuple(which, fc.constantFrom('sev1', 'sev2', 'sev3'))
        .map(([n, level]) =>
          inRoom(
            'lin',
            `grade ${level} "按影响面"`,
            (incident) => model.grade(incident, level),
            true,
          )(n),
        ),
      which.map(inRoom('wang', 'note 一条记录', model.note)),
      fc.tuple(which, fc.nat(8)).map(([n, t]) => taskDone(n, t)),
      which.map(ack),
      which.map(inRoom('li', DRAFT, model.draft, true)),
      fc
        .tuple(which, fc.constantFrom('chen', 'su'), fc.boolean())
        .map(([n, voter, cast]) => vote(n, voter, cast)),
      which.map(inRoom('lin', 'resolve "已恢复"', model.resolve, true)),
      which.map(inRoom('lin', 'close --force "观察稳定"', model.close, true)),
      which.map(inRoom('lin', 'reopen "再次出现"', model.reopen, true)),
      fc.nat(50).map(again),
      which.map(crashInTheMiddle),
      fc.integer({ min: 1, max: 3 }).map(trouble),
      fc.constantFrom(MINUTE, 7 * MINUTE, 40 * MINUTE, 2 * HOUR).map(wait),
    ],
    { maxCommands: size, size: 'max' },
  );
