import type { Acked } from '../fake-slack.ts';
import type { Deliveries } from '../deliveries.ts';
import type { Hooks } from '../hooks.ts';
import { type OnMessage, pressPayload, shortcutPayload } from '../payloads.ts';
import { buttonsOf } from '../shown.ts';
import { isList, isRecord, text, type Args } from '../world/method.ts';
import type { Block } from '../world/rows.ts';
import { viewShape } from '../world/views.ts';
import type { World } from '../world/world.ts';

const elementsIn = (
  blocks: readonly Block[],
): readonly { readonly block: Block; readonly element: Args }[] =>
  blocks.flatMap((block) =>
    [
      ...(isList(block['elements']) ? block['elements'].filter(isRecord) : []),
      ...(isRecord(block['accessory']) ? [block['accessory']] : []),
    ].map((element) => ({ block, element })),
  );

/** The action of the button with this label, or whose value contains this line. */
const actionOf = (world: World, blocks: readonly Block[], button: string): Args => {
  const buttons = buttonsOf(blocks);
  const wanted =
    buttons.find(({ label }) => label === button) ??
    buttons.find(({ value }) => value === button || value.includes(`"${button}"`)) ??
    buttons.find(({ value }) => button !== '' && value.includes(button));
  const found = elementsIn(blocks).find(
    ({ block, element }) =>
      text(element, 'action_id') === wanted?.actionId && text(block, 'block_id') === wanted.blockId,
  );
  if (wanted === undefined || found === undefined) {
    throw new Error(
      `no button ${button}; there are ${buttons.map(({ label }) => label).join(', ')}`,
    );
  }
  const { element } = found;
  const base = {
    type: element['type'],
    action_id: wanted.actionId,
    block_id: wanted.blockId,
    action_ts: world.newTs(),
  };
  if (element['type'] === 'overflow') {
    const options = isList(element['options']) ? element['options'].filter(isRecord) : [];
    return { ...base, selected_option: options.find((one) => one['value'] === wanted.value) };
  }
  const style = element['style'] === undefined ? {} : { style: element['style'] };
  return { ...base, ...style, text: element['text'], value: wanted.value };
};

/** Buttons and message shortcuts. */
export const createPresses = (world: World, deliveries: Deliveries, hooks: Hooks) => {
  const onMessage = (user: string, channelId: string, ts: string): OnMessage => {
    const channel = world.channels.get(channelId);
    const row = world.messages.find(
      (one) =>
        one.channel === channelId &&
        one.ts === ts &&
        !one.deleted &&
        (one.onlyFor === undefined || one.onlyFor === user),
    );
    if (channel === undefined || row === undefined) {
      throw new Error(`${user} sees no message ${ts} in ${channelId}`);
    }
    return { channel, row, responseUrl: hooks.open(user, channelId, row) };
  };

  return {
    press: (
      user: string,
      at: { readonly channel: string; readonly ts: string } | { readonly view: string },
      button: string,
    ): Promise<Acked> => {
      if ('view' in at) {
        const view = world.views.get(at.view);
        if (view === undefined) throw new Error(`no view ${at.view}`);
        const blocks = (isList(view.view['blocks']) ? view.view['blocks'] : []).filter(isRecord);
        const action = actionOf(world, blocks, button);
        const payload = pressPayload(world, user, { view: viewShape(view) }, action);
        return deliveries.deliver('interactive', payload);
      }
      const place = onMessage(user, at.channel, at.ts);
      const action = actionOf(world, place.row.blocks, button);
      return deliveries.deliver('interactive', pressPayload(world, user, place, action));
    },
    shortcut: (user: string, callbackId: string, channel: string, ts: string): Promise<Acked> => {
      const payload = shortcutPayload(world, user, callbackId, onMessage(user, channel, ts));
      return deliveries.deliver('interactive', payload);
    },
  };
};
