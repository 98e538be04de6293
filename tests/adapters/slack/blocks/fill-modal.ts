import { FIELD_ACTION } from '#adapters/slack/blocks/fields.ts';
import type { ModalView } from '@slack/web-api';

interface InputElement {
  readonly type: string;
  readonly options?: readonly { readonly value?: string }[];
  readonly initial_value?: string;
  readonly initial_option?: { readonly value?: string };
  readonly initial_options?: readonly { readonly value?: string }[];
  readonly initial_user?: string;
  readonly initial_users?: readonly string[];
  readonly initial_date_time?: number;
}

export interface Input {
  readonly type: 'input';
  readonly block_id: string;
  readonly optional?: boolean;
  readonly label: { readonly text: string };
  readonly hint?: { readonly text: string };
  readonly element: InputElement;
}

export const inputsOf = ({ blocks }: Pick<ModalView, 'blocks'>): readonly Input[] =>
  blocks.filter(({ type }) => type === 'input') as unknown as readonly Input[];

/** What Slack tells of an element that nobody touched. */
const untouched = (element: InputElement): object => {
  const { type } = element;
  switch (type) {
    case 'radio_buttons':
    case 'static_select':
      return { type, selected_option: element.initial_option ?? null };
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    default:
      return { type, value: element.initial_value ?? null };
  }
};

/** The view as it comes back in a view_submission: as shown, apart from what was `touched`. */
export const sent = (view: ModalView, touched: Readonly<Record<string, object>> = {}): unknown => ({
  ...view,
  id: 'V1',
  hash: 'x',
  state: {
    values: Object.fromEntries(
      inputsOf(view).map(({ block_id, element }) => [
        block_id,
        { [FIELD_ACTION]: { ...untouched(element), ...touched[block_id] } },
      ]),
    ),
  },
});
