import { z } from 'zod';
import { DeliveryError } from '#ports/messenger.ts';
import { read } from '../web/answers.ts';
import type { FeishuApi } from '../web/api.ts';
import { refusedWith } from '../web/errors.ts';

/** A command that clients offer when a person types `/`; chosen, it is sent as an ordinary message. */
export interface SlashCommand {
  /** Without the slash, unique within the app: `incident`, `应急`. */
  readonly name: string;
  readonly description: Readonly<Record<'zh-CN' | 'en', string>>;
}

const PATH = '/open-apis/application/v7/app_slash_commands';
const PAGE = 100;
/** Of one app. */
const MOST = 100;
/** `command_already_exists` */
const EXISTS = 40_000_000;

const page = z.object({
  items: z.array(z.object({ command: z.string() })).default([]),
  has_more: z.boolean().catch(false).default(false),
  page_token: z.string().optional().catch(undefined),
});

const registered = async (api: FeishuApi): Promise<ReadonlySet<string>> => {
  const names = new Set<string>();
  let token: string | undefined;
  do {
    const query = { page_size: PAGE, ...(token === undefined ? {} : { page_token: token }) };
    const { items, has_more, page_token } = read(
      page,
      await api.call({ method: 'GET', path: PATH, query }),
    );
    for (const { command } of items) names.add(command);
    token = has_more && page_token !== '' ? page_token : undefined;
  } while (token !== undefined && names.size < MOST);
  return names;
};

/**
 * Registers the commands that are missing and gives their names; those that are there stay as an administrator
 * left them. Clients show them some minutes later. Throws DeliveryError; to be called again then.
 * @see https://open.feishu.cn/document/mcp_open_tools/agent-best-practices/agent-supports-slash-commands (2026)
 */
export const registerSlashCommands = async (
  api: FeishuApi,
  commands: readonly SlashCommand[],
): Promise<readonly string[]> => {
  const known = await registered(api);
  const missing = commands.filter(({ name }) => !known.has(name));
  if (known.size + missing.length > MOST)
    throw new DeliveryError('too-many-slash-commands', 'give-up');
  for (const { name, description } of missing) {
    const { 'zh-CN': zh, en } = description;
    const body = {
      command: name,
      description: { default_value: zh, i18n: { zh_cn: zh, en_us: en } },
    };
    try {
      await api.call({ method: 'POST', path: PATH, body });
    } catch (error) {
      // Another process of ours was faster.
      if (!refusedWith(error, [EXISTS])) throw error;
    }
  }
  return missing.map(({ name }) => name);
};
