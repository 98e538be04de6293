import { readFileSync } from 'node:fs';

/** `one two` as a list. */
export const words = (text: string): readonly string[] => text.split(' ');

/** A value in a message: texts as they are, the rest as JSON. */
export const said = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

export type CardObject = Readonly<Record<string, unknown>>;

interface PropertyFact {
  readonly type: string;
  readonly required?: boolean;
  /** `example`: seen in an example of the documents and in none of their tables. */
  readonly src?: string;
}

/** Tag → its properties, as the documents of Card JSON 2.0 list them. */
export const TAGS = JSON.parse(
  readFileSync(new URL('../../fixtures/feishu/card-v2-allowlist.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Readonly<Record<string, PropertyFact>>>>;

/** Properties of 1.0 that linger in examples of 2.0; 2.0 reads none of them. */
export const LEFTOVERS: Readonly<Record<string, readonly string[]>> = {
  button: ['action_type', 'value', 'url'],
  markdown: ['href'],
  form: ['fallback'],
  input: ['fallback', 'value'],
  img: ['mode', 'custom_width', 'compact_width'],
  div: ['fields'],
};

/** Every text may have its wording by language (`configure-multi-language-content`). */
export const LOCALISED: Readonly<Record<string, readonly string[]>> = {
  plain_text: ['i18n_content'],
  lark_md: ['i18n_content', 'text_size', 'text_align', 'lines'],
};

const URLS = ['url', 'default_url', 'pc_url', 'ios_url', 'android_url'];
const LANGUAGES = ['zh_cn', 'en_us', 'ja_jp', 'zh_hk', 'zh_tw', 'id_id', 'vi_vn', 'th_th', 'pt_br'];

/** Objects without a tag, by the property they stand in (`tag.property` where that differs). */
export const STRUCTS: Readonly<Record<string, readonly string[]>> = {
  behaviors: ['type', 'value', ...URLS.slice(1)],
  confirm: ['title', 'text'],
  options: ['text', 'icon', 'value', 'multi_url'],
  'select_img.options': ['img_key', 'value', 'disabled', 'disabled_tips', 'hover_tips'],
  button_area: ['pc_display_rule', 'buttons'],
  checked_style: ['show_strikethrough', 'opacity'],
  border: ['color', 'corner_radius'],
  'collapsible_panel.header': words(
    'title background_color vertical_align padding position width icon icon_position icon_expanded_angle',
  ),
  action: ['multi_url'],
  multi_url: URLS,
  img_list: ['img_key', 'transparent'],
  persons: ['id'],
  'table.columns': words(
    'name display_name width data_type format date_format vertical_align horizontal_align',
  ),
  format: ['symbol', 'precision', 'separator'],
  header_style: words('text_align text_size background_style text_color bold lines'),
  i18n_content: LANGUAGES,
  hover_tips: [],
  disabled_tips: [],
};

/** What is inside is the app's or another format's. */
export const OPAQUE = new Set(['chart_spec', 'value', 'rows', 'i18n_file_key', 'ud_icon']);

export const ROOT = ['schema', 'config', 'card_link', 'header', 'i18n_header', 'body'];
export const CONFIG = words(
  'update_multi streaming_mode streaming_config summary locales style enable_forward enable_forward_interaction width_mode use_custom_translation',
);
export const HEADER = words(
  'title subtitle text_tag_list i18n_text_tag_list template icon padding',
);
export const BODY = words(
  'direction padding horizontal_spacing vertical_spacing horizontal_align vertical_align elements',
);
export const LINK = URLS.filter((name) => name !== 'default_url');
export const TEMPLATES = words(
  'blue wathet turquoise green yellow orange red carmine violet purple indigo grey default',
);

/** Containers that hold others; more than five within each other are refused. */
export const CONTAINERS = ['column_set', 'form', 'interactive_container', 'collapsible_panel'];

/** What a form collects; each needs a name there. */
export const FIELDS = words(
  'input select_static multi_select_static select_person multi_select_person date_picker picker_time picker_datetime select_img checker',
);

export const isObject = (value: unknown): value is CardObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const objectsIn = (value: unknown): readonly CardObject[] => listOf(value).filter(isObject);
