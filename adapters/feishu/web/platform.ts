/** The name of this messenger in every reference it gives out. */
export const PLATFORM = 'feishu';
