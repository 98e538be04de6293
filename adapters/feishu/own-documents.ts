import { SECOND } from '#domain/time.ts';
import { DeliveryError, type DeliveryKey } from '#ports/messenger.ts';
import { CLOCKS_MAY_DIFFER } from './own-messages.ts';
import { fileList, read } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';

const PATH = '/open-apis/drive/v1/files';
const NEWEST_FIRST = { order_by: 'CreatedTime', direction: 'DESC' };

/**
 * The document of this title that an earlier attempt left in the app's own folder, which is listed where no folder
 * is named (drive/v1/file/list, 2026). Making a document knows no `uuid`. Undefined where there is none, or where
 * the folder may not be listed.
 */
export const findOwnDocument = async (
  api: FeishuApi,
  title: string,
  { key, since }: DeliveryKey,
): Promise<string | undefined> => {
  const earliest = (since - CLOCKS_MAY_DIFFER) / SECOND;
  try {
    const answer = await api.call({ method: 'GET', path: PATH, query: NEWEST_FIRST, ticket: key });
    const { files } = read(fileList, answer);
    return files.find(
      ({ type, name, created_time: created = '0' }) =>
        type === 'docx' && name === title && Number(created) >= earliest,
    )?.token;
  } catch (error) {
    if (error instanceof DeliveryError && error.disposition === 'retry') throw error;
    return undefined;
  }
};
