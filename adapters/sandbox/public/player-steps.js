import { emojiOf } from './format.js';

/** What a step does, in one line. */
export const stepText = (step, words) => {
  if (step.line !== null) return step.line;
  if (step.react !== null) {
    const emoji = emojiOf(step.react.emoji);
    return step.react.added === false
      ? words.takesBack(emoji, step.react.on)
      : words.reacts(emoji, step.react.on);
  }
  return step.reply;
};
