import type { Locale, Localised } from '#domain/locale.ts';
import { BOT_EVENTS, BOT_SCOPES } from './scopes.ts';

export interface ManifestOptions {
  /** `/incident` */
  readonly command: string;
  /** The verbs, one entry each, as the reader of `locale` types them. */
  readonly verbs: readonly string[];
  readonly locale: Locale;
  /** `http`: everything comes to this one https address. */
  readonly transport: { readonly kind: 'socket' } | { readonly kind: 'http'; readonly url: string };
}

/** An app manifest, version 2 (docs.slack.dev, reference/app-manifest), as far as it is used here. */
export interface Manifest {
  readonly _metadata: { readonly major_version: 2 };
  readonly display_information: Readonly<
    Record<'name' | 'description' | 'background_color', string>
  >;
  readonly features: {
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly app_home: Readonly<
      Record<
        'home_tab_enabled' | 'messages_tab_enabled' | 'messages_tab_read_only_enabled',
        boolean
      >
    >;
    readonly slash_commands: readonly [SlashCommand];
    readonly shortcuts: readonly [Shortcut, Shortcut];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: {
      readonly request_url?: string;
      readonly bot_events: readonly string[];
    };
    readonly interactivity: { readonly is_enabled: true; readonly request_url?: string };
    readonly org_deploy_enabled: false;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: false;
  };
}

interface SlashCommand {
  readonly command: string;
  readonly url?: string;
  readonly description: string;
  readonly usage_hint: string;
  readonly should_escape: true;
}

interface Shortcut {
  readonly name: string;
  readonly type: 'message';
  readonly callback_id: string;
  readonly description: string;
}

/** Names the shortcut "record this message"; the adapter knows it by this. */
export const RECORD_SHORTCUT = 'record_message';
/** The same for "make this a ticket". */
export const TICKET_SHORTCUT = 'ticket_message';

/** Of the official schema: https://github.com/slackapi/manifest-schema */
const LONGEST_HINT = 1_000;

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

const APP_NAME = say('烽火 Fenghuo', 'Fenghuo');
const APP_DESCRIPTION = say(
  '客服组织的突发事件处置：作战室、状态卡、统一口径、时限与复盘。',
  "Runs a customer-service organisation's emergencies: war rooms, one status card, one wording, deadlines, postmortem.",
);
const COMMAND_DESCRIPTION = say(
  '开启并处置事件；单独输入可查看帮助',
  'Opens an incident and works on it; alone it shows the help',
);
const SHORTCUT_NAME = say('记入事件', 'Record in an incident');
const SHORTCUT_DESCRIPTION = say(
  '把这条消息记入时间线，或由它开启事件',
  'Puts this message on the timeline, or opens an incident with it',
);

const TICKET_NAME = say('登记投诉工单', 'Register as a ticket');
const TICKET_DESCRIPTION = say(
  '由这条消息登记一张投诉工单',
  'Makes a complaint ticket of this message',
);

/** As many whole entries as fit; help has them all. */
const hintOf = (verbs: readonly string[]): string => {
  const [first = 'help', ...rest] = verbs;
  const more = ' | …';
  return rest.reduce((hint, verb) => {
    if (hint.endsWith(more)) return hint;
    const longer = `${hint} | ${verb}`;
    return longer.length + more.length > LONGEST_HINT ? `${hint}${more}` : longer;
  }, first);
};

const featuresOf = (
  { command, verbs, locale }: ManifestOptions,
  url: string | undefined,
): Manifest['features'] => ({
  // Slack takes only a-z, 0-9, hyphen, underscore and dot here.
  bot_user: { display_name: 'fenghuo', always_online: true },
  app_home: {
    home_tab_enabled: true,
    messages_tab_enabled: true,
    messages_tab_read_only_enabled: false,
  },
  slash_commands: [
    {
      command,
      ...(url === undefined ? {} : { url }),
      description: COMMAND_DESCRIPTION[locale],
      usage_hint: hintOf(verbs),
      // People and channels arrive by their ids, whatever they are called.
      should_escape: true,
    },
  ],
  shortcuts: [
    {
      name: SHORTCUT_NAME[locale],
      type: 'message',
      callback_id: RECORD_SHORTCUT,
      description: SHORTCUT_DESCRIPTION[locale],
    },
    {
      name: TICKET_NAME[locale],
      type: 'message',
      callback_id: TICKET_SHORTCUT,
      description: TICKET_DESCRIPTION[locale],
    },
  ],
});

/** The app as Slack has to know it; pasting it makes or renews the app with all its rights. */
export const slackManifest = (options: ManifestOptions): Manifest => {
  const { locale, transport } = options;
  const url = transport.kind === 'http' ? transport.url : undefined;
  const request = url === undefined ? {} : { request_url: url };
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: APP_NAME[locale],
      description: APP_DESCRIPTION[locale],
      background_color: '#8c2f1b',
    },
    features: featuresOf(options, url),
    oauth_config: { scopes: { bot: BOT_SCOPES.map(({ name }) => name) } },
    settings: {
      event_subscriptions: { ...request, bot_events: BOT_EVENTS },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: transport.kind === 'socket',
      // The tokens of .env must stay what they are.
      token_rotation_enabled: false,
    },
  };
};
