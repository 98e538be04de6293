/** What the bot says about an alert. */
export type AlertNotice =
  /** The live card. */
  | { readonly card: 'alert' }
  /** Nobody has verified it yet. */
  | { readonly card: 'alertReminder' }
  | { readonly card: 'alertOverdue'; readonly lateMs: number }
  | { readonly card: 'alertEscalation' };
export type AlertNoticeOf<C extends AlertNotice['card']> = Extract<AlertNotice, { card: C }>;
