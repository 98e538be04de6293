/** How a field is filled: from the record, suggested and confirmed by a person, or typed by a person (domain 4). */
type PostmortemFill = 'auto' | 'suggested' | 'manual';

interface FieldDefinition {
  readonly fill: PostmortemFill;
  /** Changed with `postmortem edit`; the others come from the record, from `why` or from `action`. */
  readonly editable: boolean;
  /** Words people type for it beside its id. */
  readonly aliases: readonly string[];
}

/** In the order of the document. */
const FIELDS = {
  head: { fill: 'auto', editable: false, aliases: [] },
  what: { fill: 'suggested', editable: true, aliases: ['经过', '发生了什么'] },
  signals: { fill: 'auto', editable: false, aliases: [] },
  when: { fill: 'auto', editable: false, aliases: [] },
  where: { fill: 'suggested', editable: true, aliases: ['影响范围'] },
  who: { fill: 'auto', editable: false, aliases: [] },
  causeCategory: { fill: 'suggested', editable: true, aliases: ['原因类别'] },
  whys: { fill: 'manual', editable: false, aliases: [] },
  rootCause: { fill: 'manual', editable: true, aliases: ['根因', '根本原因'] },
  how: { fill: 'auto', editable: false, aliases: [] },
  deadlines: { fill: 'auto', editable: false, aliases: [] },
  breachComments: { fill: 'manual', editable: true, aliases: ['超时说明', '逾期说明'] },
  comms: { fill: 'auto', editable: false, aliases: [] },
  data: { fill: 'auto', editable: false, aliases: [] },
  feedback: { fill: 'suggested', editable: true, aliases: ['用户反馈'] },
  good: { fill: 'manual', editable: true, aliases: ['做得好', '亮点'] },
  bad: { fill: 'manual', editable: true, aliases: ['待改进', '不足'] },
  luck: { fill: 'manual', editable: true, aliases: ['运气'] },
  revisions: { fill: 'suggested', editable: true, aliases: ['预案修订'] },
  kb: { fill: 'suggested', editable: true, aliases: ['知识库', '知识库补充'] },
  actions: { fill: 'manual', editable: false, aliases: [] },
  noAction: { fill: 'manual', editable: true, aliases: ['无需改进', '无改进措施'] },
  drill: { fill: 'suggested', editable: true, aliases: ['演练', '演练建议'] },
  outcome: { fill: 'manual', editable: true, aliases: ['结果', '结果与影响'] },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

export type PostmortemFieldId = keyof typeof FIELDS;
type EditableOf<F extends PostmortemFieldId> = F extends unknown
  ? (typeof FIELDS)[F]['editable'] extends true
    ? F
    : never
  : never;
/** A field that `postmortem edit` changes. */
export type EditablePostmortemField = EditableOf<PostmortemFieldId>;

const isFieldId = (id: string): id is PostmortemFieldId => Object.hasOwn(FIELDS, id);

export interface PostmortemFieldDefinition extends FieldDefinition {
  readonly id: PostmortemFieldId;
}

/** Every field of the postmortem, in the order of the document. */
export const POSTMORTEM_FIELDS: readonly PostmortemFieldDefinition[] = Object.keys(FIELDS)
  .filter(isFieldId)
  .map((id) => ({ id, ...FIELDS[id] }));

/** Whether `postmortem edit` changes this field. */
export const isEditableField = (id: PostmortemFieldId): id is EditablePostmortemField =>
  FIELDS[id].editable;

/** Ids that `postmortem edit <field>` accepts; everything else is filled by the record. */
export const editablePostmortemFields: readonly string[] = POSTMORTEM_FIELDS.filter(
  ({ editable }) => editable,
).map(({ id }) => id);

/** The field a person means, by id in any case or by a Chinese word for it; undefined when there is none. */
export const postmortemFieldOf = (word: string): PostmortemFieldId | undefined => {
  const wanted = word.trim().toLowerCase();
  return POSTMORTEM_FIELDS.find(
    ({ id, aliases }) => id.toLowerCase() === wanted || aliases.includes(wanted),
  )?.id;
};
