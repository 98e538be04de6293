/** One object of a card with a tag; at most 200 of them make a card. */
export type CardNode = Readonly<Record<string, unknown>> & { readonly tag: string };

/** A card of JSON 2.0. */
export type CardJson = {
  readonly schema: '2.0';
  readonly config: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: {
    readonly direction: 'vertical';
    readonly vertical_spacing: string;
    readonly elements: readonly CardNode[];
  };
};

/** Documented: 30 KB and 200 tagged objects. Styles count too, by how much is not said; the rest is for them. */
const MOST = { bytes: 28 * 1024, nodes: 190 } as const;

/** Data of ours or of other formats: a `tag` in there is none of the card's. */
const OPAQUE = new Set(['chart_spec', 'value', 'rows']);

const countNodes = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countNodes(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'tag' in value && typeof value.tag === 'string' ? 1 : 0;
  return Object.entries(value)
    .filter(([name]) => !OPAQUE.has(name))
    .reduce((sum, [, child]) => sum + countNodes(child), own);
};

/** Whether the platform takes a card of this size. */
export const isSendable = (card: CardJson): boolean =>
  countNodes(card) <= MOST.nodes && Buffer.byteLength(JSON.stringify(card), 'utf8') <= MOST.bytes;
