import type { Answer, Inbound, Inbox } from '#ports/messenger.ts';

/** An inbox that writes down what it is given and answers as told. */
export interface RecordingInbox extends Inbox {
  readonly received: readonly Inbound[];
  /** What the next ones are answered; a promise that is not kept yet keeps Slack waiting. */
  answerWith(answer: (inbound: Inbound) => Answer | Promise<Answer>): void;
}

const silence = (): Answer => ({});

export const createRecordingInbox = (): RecordingInbox => {
  const received: Inbound[] = [];
  let answer: (inbound: Inbound) => Answer | Promise<Answer> = silence;
  return {
    received,
    answerWith: (given) => {
      answer = given;
    },
    receive: async (inbound) => {
      received.push(inbound);
      return answer(inbound);
    },
    complete: async () => [],
  };
};
