import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DECLARED, FIELDS, type Sight, type UserField } from '../support/injections/user-fields.ts';
import type { Told } from '../support/sights.ts';
import type { TestStage } from '../support/test-app.ts';

/** A messenger on which people write such texts. */
export interface InjectionGround {
  readonly app: TestStage;
  /** As a client sends what was typed. */
  say(as: string, where: string, line: string): Promise<Told>;
  /** Everything that can be read now about an incident. */
  look(key: string): Readonly<Partial<Record<Sight, readonly string[]>>>;
  /** When all has been written. */
  afterwards(): Promise<void>;
  /** Everything alive that was ever sent, or that can be seen now. */
  live(): readonly string[];
  close(): Promise<void>;
}

const ALL = [...DECLARED, ...FIELDS];

/** What can be seen of a text; how it is escaped in Markdown is checked by a reader of Markdown. */
export const visible = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}\\]/gu, '');

interface Written {
  readonly field: UserField;
  readonly text: string;
  readonly incident: string;
}

/** All that is seen somewhere, gathered while it stands there. */
const createSeen = () => {
  const seen = new Map<Sight, Map<string, string>>();
  return {
    note: (sight: Sight, texts: readonly string[]): void => {
      const known = seen.get(sight) ?? new Map<string, string>();
      for (const text of texts) if (!known.has(text)) known.set(text, visible(text));
      seen.set(sight, known);
    },
    has: (sight: Sight, text: string): boolean =>
      [...(seen.get(sight)?.values() ?? [])].some((shown) => shown.includes(visible(text))),
  };
};
type Seen = ReturnType<typeof createSeen>;

const lookAround = ({ look }: InjectionGround, seen: Seen, key: string): void => {
  const sights = Object.entries(look(key)) as readonly (readonly [Sight, readonly string[]])[];
  for (const [sight, texts] of sights) seen.note(sight, texts);
};

/** Writes a text of its own into every field of one incident, and looks everywhere after each. */
const writeAll = async (
  ground: InjectionGround,
  incident: number,
  seen: Seen,
  texts: readonly string[],
): Promise<readonly Written[]> => {
  const { app, say } = ground;
  const key = `INC-20261201-${String(incident + 1).padStart(2, '0')}`;
  const textFor = (n: number): string => texts[(incident * ALL.length + n) % texts.length] ?? '';
  const line = DECLARED.map((field, n) => field.line(textFor(n))).join(' ');
  await say('wang', 'duty', `open 系统故障 ${line} --regions 全国 --users 5000`);
  lookAround(ground, seen, key);
  for (const [n, field] of FIELDS.entries()) {
    const typed = field.line(textFor(n + DECLARED.length)).replace('reopen INC', `reopen ${key}`);
    await say(field.as, app.room(key).id, typed);
    lookAround(ground, seen, key);
  }
  for (const query of ['postmortem show', 'action list', 'timeline export md'])
    seen.note('answer', [(await say('lin', app.room(key).id, query)).text]);
  await ground.afterwards();
  await app.at(new Date(app.clock.now() + 8 * 3_600_000 + 90_000).toISOString().slice(11, 19));
  lookAround(ground, seen, key);
  return ALL.map((field, n) => ({ field, text: textFor(n), incident: key }));
};

/** Every text on a timeline. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [visible(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

export interface InjectionRules {
  readonly texts: readonly string[];
  readonly open: () => Promise<InjectionGround>;
  /** What the messenger makes of a text before it is a command. */
  readonly asRead?: (text: string) => string;
}

/** F-S3: texts that look like something else are text wherever they are seen. */
export const keepsTextText = ({ texts, open, asRead = (text) => text }: InjectionRules): void => {
  const incidents = Math.ceil(texts.length / ALL.length);
  describe(`F-S3: ${texts.length} texts that look like something else, in ${ALL.length} fields`, () => {
    const seen = createSeen();
    const written: Written[] = [];
    let ground: InjectionGround;
    beforeAll(async () => {
      ground = await open();
    });
    afterAll(() => ground.close());

    it('are all there is to try, and each is tried', { timeout: 240_000 }, async () => {
      for (let n = 0; n < incidents; n += 1)
        written.push(...(await writeAll(ground, n, seen, texts)));
      expect(new Set(written.map(({ text }) => text)).size).toBe(texts.length);
    });

    it('are recorded as they were typed', async () => {
      const lost: unknown[] = [];
      for (const [key, some] of Map.groupBy(written, ({ incident }) => incident)) {
        const stored = textsIn((await ground.app.timeline(key)).map(({ data }) => data));
        for (const { field, text } of some)
          for (const part of field.parts(asRead(text)))
            if (!stored.some((one) => one.includes(visible(part)))) lost.push([field.name, part]);
      }
      expect(lost).toEqual([]);
    });

    it('are read everywhere as they were typed', () => {
      const missing = written.flatMap(({ field, text }) =>
        field
          .parts(asRead(text))
          .flatMap((part) =>
            field.seen
              .filter((sight) => !seen.has(sight, part))
              .map((sight) => [field.name, sight, part]),
          ),
      );
      expect(missing).toEqual([]);
    });

    it('come alive nowhere: no mention, no link, no markup', () => {
      expect([...new Set(ground.live())]).toEqual([]);
    });

    it('decide nothing: each incident is where its last command left it', async () => {
      const rows = await ground.app.storage.incidents({ limit: 100 });
      expect(rows).toHaveLength(incidents);
      expect(new Set(rows.map(({ phase }) => phase))).toEqual(new Set(['active']));
    });
  });
};
