import type { Localised } from '#domain/locale.ts';
import type { React, Reply, Say, Watch, Where } from '../script.ts';

/** A caption in both languages. */
export const both = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

/** `as` types `line` at `where`; without a caption it is one of a row of like steps. */
export const say = (
  at: string,
  as: string,
  where: Where,
  line: string,
  caption?: Localised,
): Say => ({ at, as, where, line, ...(caption === undefined ? { brief: true } : { caption }) });

/** `as` reacts on the card of approval `on`. */
export const react = (
  at: string,
  as: string,
  emoji: string,
  on: string,
  caption: Localised,
): React => ({ at, as, react: { emoji, on }, caption });

/** `as` takes a reaction away again. */
export const unreact = (
  at: string,
  as: string,
  emoji: string,
  on: string,
  caption: Localised,
): React => ({ at, as, react: { emoji, on, added: false }, caption });

/** `as` answers in the thread of approval `on`. */
export const reply = (
  at: string,
  as: string,
  on: string,
  text: string,
  caption: Localised,
): Reply => ({
  at,
  as,
  reply: { on, text },
  caption,
});

/** Fenghuo speaks by itself. */
export const watch = (at: string, caption: Localised): Watch => ({ at, watch: true, caption });
