/** One server-sent event. */
export interface SentEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

const parse = (block: string): SentEvent | undefined => {
  const field = (name: string): string | undefined =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const event = field('event');
  const id = field('id');
  if (event === undefined) return undefined;
  return { ...(id === undefined ? {} : { id }), event, data: JSON.parse(field('data') ?? 'null') };
};

/** Follows a stream as a browser would; `next` waits for the first event that fits. */
export const followStream = async (url: string, headers: Record<string, string> = {}) => {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const events: SentEvent[] = [];
  const waiting = new Set<() => void>();
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      events.push(...blocks.map(parse).filter((event) => event !== undefined));
      for (const wake of waiting) wake();
    }
  };
  const ended = read().catch(() => undefined);
  const next = async (fits: (event: SentEvent) => boolean): Promise<SentEvent> => {
    for (;;) {
      const found = events.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
      });
    }
  };
  return {
    status: response.status,
    events,
    next,
    close: async () => {
      abort.abort();
      await ended;
    },
  };
};
