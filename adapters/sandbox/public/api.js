const BASE = '/sandbox/api';

/** An answer that says no. `retry`: the same request may succeed later. */
export class ApiError extends Error {
  constructor(code, title, retry) {
    super(title);
    this.code = code;
    this.retry = retry;
  }
}

const read = async (response) => {
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  const code = String(problem.type ?? 'failed')
    .split(':')
    .at(-1);
  throw new ApiError(
    code,
    problem.title ?? response.statusText,
    response.status >= 500 || response.status === 429,
  );
};

const reach = async (url, options) => {
  try {
    return await fetch(url, options);
  } catch (cause) {
    throw new ApiError('offline', String(cause), true);
  }
};

export const get = async (path, query = {}) =>
  read(await reach(`${BASE}${path}?${new URLSearchParams(query)}`));

export const post = async (path, body) =>
  read(
    await reach(`${BASE}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

const EVENTS = [
  'room',
  'room-gone',
  'message',
  'message-gone',
  'seen',
  'clock',
  'player',
  'reload',
];

// The server says something every 15 s. A laptop that slept may hold a connection that is long dead.
const SILENCE = 40_000;
const LOOK = 5_000;

/**
 * Follows the world as one person; `on` hears every event. `state` hears `open`, `lost` while the browser
 * tries again by itself, and `closed` when it has given up.
 */
export const follow = (as, after, on, state) => {
  const source = new EventSource(`${BASE}/stream?${new URLSearchParams({ as, after })}`);
  let heard = Date.now();
  const hear = () => {
    heard = Date.now();
  };
  for (const event of EVENTS)
    source.addEventListener(event, ({ data }) => {
      hear();
      on(event, JSON.parse(data));
    });
  source.addEventListener('beat', hear);
  source.addEventListener('open', () => {
    hear();
    state('open');
  });
  const stop = () => {
    clearInterval(watch);
    source.close();
  };
  const giveUp = () => {
    stop();
    state('closed');
  };
  const watch = setInterval(() => {
    if (source.readyState === EventSource.OPEN && Date.now() - heard > SILENCE) giveUp();
  }, LOOK);
  source.addEventListener('error', () =>
    source.readyState === EventSource.CLOSED ? giveUp() : state('lost'),
  );
  return stop;
};

export const newReceipt = () => crypto.randomUUID();
