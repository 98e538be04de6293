import type { DurationMs } from '#domain/time.ts';
import type { Clock, Log } from '#ports/system.ts';

/** A value that must not be logged; `reveal` gives it. */
interface Hidden {
  reveal(): string;
}

export interface FeishuOptions {
  /** `cli_…` */
  readonly appId: string;
  readonly appSecret: Hidden;
  /** Base address without a slash at the end: `https://open.feishu.cn`. */
  readonly domain: string;
  readonly transport:
    | { readonly kind: 'websocket' }
    | { readonly kind: 'webhook'; readonly encryptKey: Hidden; readonly verificationToken: Hidden };
  readonly clock: Clock;
  readonly log: Log;
  /** The open_id of a person of the organisation, for mentions; undefined when there is none. */
  readonly accountOf: (person: string) => Promise<string | undefined>;
  /** IANA zone in which forms show and read times that a person types. */
  readonly timezone: () => string;
  /** Longest wait for an answer of the platform in real milliseconds; 10 s unless given. */
  readonly patienceMs?: DurationMs;
}
