import { get, post } from './api.js';
import { openRoom } from './navigation.js';
import { actAs } from './session.js';
import { change, current, onChange } from './store.js';

export const loadScripts = async () => {
  if (current().scripts.length > 0) return;
  const { scripts } = await get('/scripts');
  change({ scripts });
};

/** Sends the player an order: `{ do: 'play', script: 'e1' }`, `{ do: 'pause' }`, … */
export const tellPlayer = async (order) => {
  await loadScripts();
  if (order.do === 'play') change({ follow: true, panel: null, welcome: false });
  const { player } = await post('/player', order);
  change({ player });
};

/** All steps of what is played, and the one that was shown last. */
export const playerSteps = ({ script: id, lead, index }) => {
  const { scripts } = current();
  const script = scripts.find((one) => one.id === id);
  const before = scripts.find((one) => one.id === script?.continues);
  const steps = [...(lead > 0 ? (before?.steps ?? []) : []), ...(script?.steps ?? [])];
  return { steps, step: steps[index] };
};

/** Goes where the step happened, as the one who did it. */
const goAlong = async (player) => {
  await loadScripts();
  const { step } = playerSteps(player);
  // While an earlier script is hurried through, changing places would only flicker.
  if (step === undefined || player.index < player.lead - 1) return;
  if (step.as !== null) await actAs(step.as, true);
  const { rooms } = current();
  const place = [player.room, player.at].find((room) => rooms[room] !== undefined);
  if (place !== undefined) openRoom(place, true);
};

export const setFollow = (on) => {
  change({ follow: on });
  if (on) void goAlong(current().player);
};

/** From now on the page goes along with the demo while it is asked to. */
export const followDemo = () => {
  let last = current().player;
  return onChange(({ player, follow }) => {
    if (player === last) return;
    const moved = player.index !== last.index || player.script !== last.script;
    last = player;
    if (player.status !== 'idle') void loadScripts();
    if (follow && moved && player.status !== 'idle') void goAlong(player);
  });
};
