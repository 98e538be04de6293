import type { Acked } from '../fake-slack.ts';
import type { Deliveries } from '../deliveries.ts';
import { viewFaults } from '../front/block-checks.ts';
import { viewPayload } from '../payloads.ts';
import { isList, isRecord, text, type Args } from '../world/method.ts';
import type { ViewRow } from '../world/rows.ts';
import { closeTop, pushView, replaceView, topView, viewShape } from '../world/views.ts';
import type { World } from '../world/world.ts';
import { filled, isBlank, untouched } from './fields.ts';

type Values = Readonly<Record<string, string | readonly string[]>>;

const inputsOf = (row: ViewRow): readonly { readonly block: Args; readonly element: Args }[] =>
  (isList(row.view['blocks']) ? row.view['blocks'] : [])
    .filter(isRecord)
    .flatMap((block) =>
      block['type'] === 'input' && isRecord(block['element'])
        ? [{ block, element: block['element'] }]
        : [],
    );

interface Filled {
  readonly values: Args;
  /** What Slack's client asks for before it sends anything. */
  readonly missing: Readonly<Record<string, string>>;
}

const isTooLong = (element: Args, value: Args): boolean =>
  typeof element['max_length'] === 'number' &&
  typeof value['value'] === 'string' &&
  value['value'].length > element['max_length'];

const fillIn = (row: ViewRow, given: Values): Filled => {
  const inputs = inputsOf(row);
  const known = new Set(inputs.map(({ block }) => text(block, 'block_id')));
  for (const id of Object.keys(given)) {
    if (!known.has(id))
      throw new Error(`no field ${id} in the modal; it has ${[...known].join(', ')}`);
  }
  const values: Record<string, Args> = {};
  const missing: Record<string, string> = {};
  for (const { block, element } of inputs) {
    const id = text(block, 'block_id');
    const wanted = given[id];
    const value = wanted === undefined ? untouched(element) : filled(element, wanted);
    if (block['optional'] !== true && isBlank(value)) missing[id] = 'required';
    if (isTooLong(element, value)) missing[id] = 'too long';
    values[id] = { [text(element, 'action_id')]: { type: element['type'], ...value } };
  }
  return { values, missing };
};

/** What people do in the modals they have open. */
export const createModals = (
  world: World,
  deliveries: Deliveries,
  violate: (what: string) => void,
) => {
  const isSound = (view: unknown): view is Args => {
    const [fault] = viewFaults(view);
    if (fault !== undefined) violate(`response_action: view: ${fault}`);
    return fault === undefined;
  };

  const showErrors = (row: ViewRow, errors: unknown): void => {
    const known = new Set(inputsOf(row).map(({ block }) => text(block, 'block_id')));
    const wrong = isRecord(errors) ? Object.keys(errors).find((id) => !known.has(id)) : 'no errors';
    if (wrong !== undefined) violate(`response_action: errors for ${wrong}, which is no field`);
    row.errors = isRecord(errors)
      ? Object.fromEntries(Object.entries(errors).map(([id, words]) => [id, String(words)]))
      : {};
  };

  const act = (user: string, row: ViewRow, body: unknown): void => {
    const action = isRecord(body) ? body : {};
    switch (action['response_action']) {
      case undefined:
        closeTop(world, user);
        break;
      case 'clear':
        world.modals.set(user, []);
        break;
      case 'errors':
        showErrors(row, action['errors']);
        break;
      case 'update':
        if (isSound(action['view'])) replaceView(world, row, action['view']);
        break;
      case 'push':
        if (isSound(action['view']) && pushView(world, user, action['view']) === undefined) {
          violate('response_action: more than three modals');
        }
        break;
      default:
        violate(`response_action: unknown ${String(action['response_action'])}`);
    }
  };

  const openOf = (user: string): ViewRow => {
    const row = topView(world, user);
    if (row === undefined) throw new Error(`${user} has no modal open`);
    return row;
  };

  return {
    modalOf: (user: string) => {
      const row = topView(world, user);
      return row === undefined ? undefined : { id: row.id, view: row.view, errors: row.errors };
    },
    submit: async (user: string, given: Values): Promise<Acked> => {
      const row = openOf(user);
      const { values, missing } = fillIn(row, given);
      if (Object.keys(missing).length > 0) {
        row.errors = missing;
        return { status: 0, body: { notSent: missing }, ms: 0 };
      }
      const payload = viewPayload(world, user, 'view_submission', viewShape(row, values));
      const acked = await deliveries.deliver('interactive', payload);
      if (acked.status === 200) act(user, row, acked.body);
      return acked;
    },
    dismiss: async (user: string): Promise<void> => {
      const row = openOf(user);
      closeTop(world, user);
      if (row.view['notify_on_close'] !== true) return;
      const payload = viewPayload(world, user, 'view_closed', viewShape(row));
      await deliveries.deliver('interactive', payload);
    },
  };
};
