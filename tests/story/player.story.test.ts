import { afterEach, describe, expect, it } from 'vitest';
import { renderLine, type Script, type Step } from '#adapters/sandbox/script.ts';
import { SCRIPTS } from '#adapters/sandbox/scripts/scripts.ts';
import type { Locale } from '#domain/locale.ts';
import { tell, told, type Story } from './tell.ts';

let story: Story;
afterEach(() => story.close());

/** What an answer says when a line was not understood at all: a script must never cause it. */
const NOT_UNDERSTOOD = /没看懂|not understood|didn't understand/u;

const scriptOf = (id: string): Script => {
  const found = SCRIPTS.find((script) => script.id === id);
  if (found === undefined) throw new Error(`no script ${id}`);
  return found;
};

/** The steps of a script, those it goes on from first. */
const stepsOf = (script: Script): readonly { readonly script: Script; readonly step: Step }[] => [
  ...(script.continues === undefined ? [] : stepsOf(scriptOf(script.continues))),
  ...script.steps.map((step) => ({ script, step })),
];

const act = async (
  { script, step }: { script: Script; step: Step },
  incident: string,
): Promise<string> => {
  const date = step.date ?? script.date;
  await story.at(`${date} ${step.at}`);
  if ('line' in step) {
    const where = step.where === 'direct' ? 'dm' : step.where;
    return told(
      await story.say(step.as, where, renderLine(step.line, { incident, date, shiftDays: 0 })),
    );
  }
  if ('react' in step)
    await story.react(step.as, step.react.on, step.react.emoji, step.react.added);
  if ('reply' in step) {
    const card = story
      .messages('room')
      .findLast(
        ({ title, text }) =>
          title.includes(step.reply.on.split('.')[0] ?? '') && /✅|❌|已驳回|rejected/iu.test(text),
      );
    await story.chat(step.as, 'room', step.reply.text, card?.id);
  }
  return '';
};

describe.each<Locale>(['zh-CN', 'en'])('the scripts that the player shows (%s)', (locale) => {
  it.each(SCRIPTS.map(({ id }) => id))('%s plays to its end, every line understood', async (id) => {
    const steps = stepsOf(scriptOf(id));
    const [first] = steps;
    if (first === undefined) throw new Error('an empty script');
    const { script, step } = first;
    story = await tell({
      start: new Date(`${step.date ?? script.date}T${step.at}+08:00`).toISOString(),
      locale,
    });
    const lost: string[] = [];
    let incident = '';
    for (const one of steps) {
      const answer = await act(one, incident);
      if (incident === '') incident = (await story.state()).key;
      if (NOT_UNDERSTOOD.test(answer)) lost.push(`${one.step.at} ${answer}`);
    }
    expect(lost).toEqual([]);
    expect(['monitoring', 'closed']).toContain((await story.state()).phase);
  });
});
