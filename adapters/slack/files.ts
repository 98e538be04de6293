import { type DurationMs, SECOND } from '#domain/time.ts';
import {
  DeliveryError,
  type DeliveryKey,
  type FileToAttach,
  type Messenger,
} from '#ports/messenger.ts';
import type { FindOwn } from './own-messages.ts';
import { read, uploadAddress } from './web/answers.ts';
import type { SlackApi } from './web/api.ts';

interface FileDeps {
  readonly api: SlackApi;
  readonly findOwn: FindOwn;
}

const UPLOAD_TIMEOUT: DurationMs = 20 * SECOND;

/** Slack refuses an empty file. */
const bytesOf = ({ content }: FileToAttach): Buffer =>
  Buffer.from(content === '' ? '\n' : content, 'utf8');

/** Sends the bytes to the address Slack gave. Nobody sees them before the upload is completed. */
const upload = async (address: string, bytes: Buffer): Promise<void> => {
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { 'content-type': 'application/octet-stream' },
      redirect: 'error',
      signal: AbortSignal.timeout(UPLOAD_TIMEOUT),
    });
    await response.arrayBuffer();
  } catch (cause) {
    throw new DeliveryError('upload-failed', 'retry', { cause });
  }
  if (!response.ok) throw new DeliveryError(`upload-http-${response.status}`, 'retry');
};

/** Files for rooms; one that an earlier attempt left there is not uploaded again. */
export const createAttach =
  ({ api, findOwn }: FileDeps): Messenger['attach'] =>
  async (room, file: FileToAttach, key: DeliveryKey) => {
    if (key.uncertain) {
      const isThere = await findOwn({ channel: room.id }, key, ({ files }) =>
        files.some(({ name }) => name === file.name),
      );
      if (isThere !== undefined) return;
    }
    const bytes = bytesOf(file);
    const args = { filename: file.name, length: bytes.byteLength };
    const answer = await api.call('files.getUploadURLExternal', args, key.key);
    const { upload_url: address, file_id: id } = read(uploadAddress, answer);
    await upload(address, bytes);
    const files = [{ id, title: file.title }];
    await api.call('files.completeUploadExternal', { files, channel_id: room.id }, key.key);
  };
