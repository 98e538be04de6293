import {
  type Args,
  done,
  failed,
  inChannel,
  isList,
  isRecord,
  type Method,
  text,
} from './method.ts';
import type { CanvasRow } from './rows.ts';
import type { World } from './world.ts';

const markdownOf = (content: unknown): string | undefined =>
  isRecord(content) && content['type'] === 'markdown' && typeof content['markdown'] === 'string'
    ? content['markdown']
    : undefined;

/** A section is what stands between empty lines. */
const sectionsOf = (world: World, markdown: string): CanvasRow['sections'] =>
  markdown
    .split(/\n{2,}/u)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ id: `temp:C:${world.newId('')}`, text: part }));

export const canvasText = (canvas: CanvasRow): string =>
  canvas.sections.map((section) => section.text).join('\n\n');

const create: Method = (call) =>
  inChannel(call, text(call.args, 'channel_id'), (channel) => {
    if (channel.canvas !== undefined) return failed('channel_canvas_already_exists');
    const content = call.args['document_content'];
    const markdown = content === undefined ? '' : markdownOf(content);
    if (markdown === undefined) return failed('canvas_creation_failed');
    const canvas: CanvasRow = {
      id: call.world.newId('F'),
      channel: channel.id,
      title: text(call.args, 'title'),
      sections: sectionsOf(call.world, markdown),
    };
    call.world.canvases.set(canvas.id, canvas);
    channel.canvas = canvas.id;
    return done({ canvas_id: canvas.id });
  });

const applyChange = (world: World, canvas: CanvasRow, change: Args): boolean => {
  const operation = text(change, 'operation');
  if (operation === 'rename') {
    const title = markdownOf(change['title_content']);
    canvas.title = title ?? canvas.title;
    return title !== undefined;
  }
  const section = text(change, 'section_id');
  const at = canvas.sections.findIndex(({ id }) => id === section);
  if (section !== '' && at < 0) return false;
  if (operation === 'delete') return section !== '' && canvas.sections.splice(at, 1).length === 1;
  const markdown = markdownOf(change['document_content']);
  if (markdown === undefined) return false;
  const made = sectionsOf(world, markdown);
  if (operation === 'replace' && section === '') canvas.sections = made;
  else if (operation === 'replace') canvas.sections.splice(at, 1, ...made);
  else if (operation === 'insert_at_start') canvas.sections.unshift(...made);
  else if (operation === 'insert_at_end') canvas.sections.push(...made);
  else if (operation === 'insert_before' && at >= 0) canvas.sections.splice(at, 0, ...made);
  else if (operation === 'insert_after' && at >= 0) canvas.sections.splice(at + 1, 0, ...made);
  else return false;
  return true;
};

const edit: Method = ({ world, args }) => {
  const canvas = world.canvases.get(text(args, 'canvas_id'));
  if (canvas === undefined) return failed('canvas_not_found');
  const changes = isList(args['changes']) ? args['changes'].filter(isRecord) : [];
  const isWritten = changes.length > 0 && changes.every((one) => applyChange(world, canvas, one));
  return isWritten ? done() : failed('canvas_editing_failed');
};

const level = (section: string): number | undefined => /^(#{1,3}) /u.exec(section)?.[1]?.length;

const lookup: Method = ({ world, args }) => {
  const canvas = world.canvases.get(text(args, 'canvas_id'));
  if (canvas === undefined) return failed('canvas_not_found');
  const criteria = isRecord(args['criteria']) ? args['criteria'] : {};
  const words = text(criteria, 'contains_text');
  const types = isList(criteria['section_types']) ? criteria['section_types'] : undefined;
  const sections = canvas.sections.filter(
    (section) =>
      section.text.includes(words) &&
      (types === undefined ||
        (level(section.text) !== undefined &&
          (types.includes('any_header') || types.includes(`h${level(section.text)}`)))),
  );
  return done({ sections: sections.map(({ id }) => ({ id })) });
};

/** Methods about the documents of channels. */
export const CANVASES: Readonly<Record<string, Method>> = {
  'conversations.canvases.create': create,
  'canvases.edit': edit,
  'canvases.sections.lookup': lookup,
};
