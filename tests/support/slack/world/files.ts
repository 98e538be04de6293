import {
  addMessage,
  done,
  failed,
  inChannel,
  isList,
  isRecord,
  type Method,
  type Reply,
  text,
} from './method.ts';
import type { FileRow } from './rows.ts';
import { fileShape } from './shapes.ts';

const getUploadUrl: Method = ({ world, args, baseUrl }) => {
  const length = args['length'];
  if (typeof length !== 'number' || length <= 0) return failed('missing_argument');
  const id = world.newId('F');
  const name = text(args, 'filename');
  world.files.set(id, { id, name, length, title: name, channels: [] });
  return done({ upload_url: `${baseUrl}/upload/${id}`, file_id: id });
};

const complete: Method = (call) => {
  const { world, args, actor } = call;
  const wanted = isList(args['files']) ? args['files'].filter(isRecord) : [];
  const files: FileRow[] = [];
  for (const one of wanted) {
    const file = world.files.get(text(one, 'id'));
    if (file?.content === undefined) return failed('file_not_found');
    file.title = text(one, 'title') || file.title;
    files.push(file);
  }
  const answer = (): Reply => done({ files: files.map(fileShape) });
  const channel = text(args, 'channel_id');
  if (channel === '') return answer();
  return inChannel(call, channel, () => {
    const thread = text(args, 'thread_ts');
    for (const file of files) file.channels = [...file.channels, channel];
    addMessage(world, {
      channel,
      user: actor,
      text: text(args, 'initial_comment'),
      files: files.map(({ id }) => id),
      ...(thread === '' ? {} : { thread }),
    });
    return answer();
  });
};

const info: Method = ({ world, args }) => {
  const file = world.files.get(text(args, 'file'));
  return file === undefined ? failed('file_not_found') : done({ file: fileShape(file) });
};

/** Methods about files; the bytes themselves go to the upload URL. */
export const FILES: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
};
