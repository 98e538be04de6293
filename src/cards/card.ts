/**
 * A card is a value: what a person sees, without any messenger's markup.
 * Inline emphasis is a list of spans, so no platform's markdown crosses the border.
 */
export type Span =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly struck: string }
  /** Mentions a person: organisation id and name; the adapter knows the account. */
  | { readonly mention: string; readonly name: string }
  | { readonly link: string; readonly url: string }
  /** A time shown in the reader's own zone where the messenger can; `text` elsewhere. */
  | { readonly instant: number; readonly text: string };
export type Line = readonly Span[];

export type Tone = 'neutral' | 'info' | 'good' | 'warning' | 'danger' | 'muted';

export interface Button {
  readonly label: string;
  /** The command line it stands for, without prefix: `task done switch-backup`. */
  readonly line: string;
  readonly style: 'primary' | 'danger' | 'default';
  /** Opens the verb's form, prefilled with `line`. */
  readonly form?: boolean;
  /** Asks first, with this sentence. */
  readonly confirm?: string;
}

export type CardElement =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly lines: readonly Line[]; readonly tone?: Tone }
  | {
      readonly kind: 'facts';
      readonly items: readonly { readonly label: string; readonly value: Line }[];
    }
  | {
      readonly kind: 'list';
      readonly items: readonly {
        readonly line: Line;
        readonly mark?: 'open' | 'done' | 'late' | 'overdue' | 'skipped' | 'struck';
      }[];
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Line[])[];
    }
  /** A text to hand on as it is, with a copy button where the messenger has one. */
  | { readonly kind: 'copy'; readonly label: string; readonly text: string }
  | { readonly kind: 'progress'; readonly percent: number; readonly label: string }
  | { readonly kind: 'divider' }
  | { readonly kind: 'actions'; readonly buttons: readonly Button[] }
  | { readonly kind: 'note'; readonly line: Line }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | {
      readonly kind: 'chart';
      readonly title: string;
      readonly series: readonly {
        readonly name: string;
        readonly points: readonly (readonly [number, number])[];
      }[];
      readonly threshold?: number;
    };

export interface Card {
  readonly title: string;
  readonly tone: Tone;
  /** Plain text for notifications and screen readers. */
  readonly fallback: string;
  readonly elements: readonly CardElement[];
  /** Incident that its buttons act on. */
  readonly incident?: string;
  /** Reactions offered beside the buttons. */
  readonly vote?: boolean;
}

export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind:
    | 'text'
    | 'multiline'
    | 'choice'
    | 'person'
    | 'people'
    | 'number'
    | 'datetime'
    | 'checkbox';
  readonly required: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly value?: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
}

/** A form for one verb; submitted values come back under the field ids. */
export interface Form {
  /** The canonical verb and sub-verb: `announce draft`. */
  readonly command: string;
  readonly title: string;
  readonly intro?: readonly Line[];
  readonly fields: readonly FormField[];
  readonly submit: string;
  readonly incident?: string;
  /** Comes back unchanged with what was filled in; not shown. */
  readonly about?: string;
  /** Buttons above the fields (join an open incident). */
  readonly actions?: readonly Button[];
}
