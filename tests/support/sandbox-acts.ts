import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import { cardIdOf } from '#app/delivery.ts';
import type { Form } from '#cards/card.ts';
import type { Storage } from '#ports/storage.ts';
import { buttonsOf, placesOf, type Seen, seenOf, type Told, toldOf } from './sandbox-sights.ts';
import type { Acts, Where } from './sights.ts';

export interface SandboxActs extends Acts {
  say(person: string, where: Where, line: string, receiptId?: string): Promise<Told>;
  chat(person: string, where: Where, text: string, thread?: string): Promise<Seen>;
  press(person: string, where: Where, button: string): Promise<Told>;
  submit(
    person: string,
    where: Where,
    form: Form,
    values: Readonly<Record<string, string>>,
  ): Promise<Told>;
}

export interface Stage {
  readonly sandbox: Sandbox;
  readonly storage: Storage;
  readonly settle: () => Promise<void>;
  readonly newestKey: () => string;
}

// Counted across apps: one that starts again on the same files must not repeat old receipts.
let count = 0;

interface Performer extends Stage {
  readonly act: (
    as: string,
    receiptId?: string,
  ) => { readonly as: string; readonly receiptId: string };
  readonly settled: <T>(work: Promise<T>) => Promise<T>;
}

const about = (incident: string | undefined) => (incident === undefined ? {} : { incident });

const talking = ({
  sandbox,
  act,
  settled,
}: Performer): Pick<SandboxActs, 'say' | 'chat' | 'submit'> => {
  const { roomId } = placesOf(sandbox);
  return {
    say: async (person, where, line, receiptId) => {
      const text = /^[/@]/u.test(line) ? line : `/${line}`;
      const said = sandbox.actions.say(act(person, receiptId), {
        room: roomId(person, where),
        text,
      });
      return toldOf(await settled(said));
    },
    chat: async (person, where, text, thread) => {
      const what = { room: roomId(person, where), text };
      const said = sandbox.actions.say(act(person), {
        ...what,
        ...(thread === undefined ? {} : { thread }),
      });
      const { message } = await settled(said);
      const row = message && sandbox.world.message(message.n);
      if (row === undefined) throw new Error(`nothing was said: ${text}`);
      return seenOf(row);
    },
    submit: async (person, where, { command, incident }, values) => {
      const what = { room: roomId(person, where), command, values, ...about(incident) };
      return toldOf(await settled(sandbox.actions.submit(act(person), what)));
    },
  };
};

const pointing = (
  performer: Performer,
  { submit }: Pick<SandboxActs, 'submit'>,
): Pick<SandboxActs, 'react' | 'press' | 'fill'> => {
  const { sandbox, storage, act, settled, newestKey } = performer;
  const { roomId, all } = placesOf(sandbox);
  const opened = new Map<string, Form>();
  return {
    react: async (person, approval, emoji, added = true) => {
      const key = newestKey();
      const card = cardIdOf({ card: 'approval', approval }, key, { kind: 'room' });
      const [posted] = await storage.messagesOf(card);
      if (posted === undefined) throw new Error(`no card asks for ${approval} in ${key}`);
      await settled(sandbox.actions.react(act(person), { message: posted.id, emoji, added }));
    },
    press: async (person, where, wanted) => {
      const room = roomId(person, where);
      for (const { id, card } of all(room, person).toReversed()) {
        const button = buttonsOf(card).find(({ label, line }) => [label, line].includes(wanted));
        if (button === undefined) continue;
        const { line, form = false } = button;
        const what = { room, message: id, line, form, ...about(card?.incident) };
        const told = toldOf(await settled(sandbox.actions.press(act(person), what)));
        if (told.form !== undefined) opened.set(person, told.form);
        return told;
      }
      throw new Error(`no button ${wanted} in ${where}`);
    },
    fill: async (person, where, values) => {
      const form = opened.get(person);
      if (form === undefined) throw new Error(`no form is open for ${person}`);
      const set = form.fields.map(({ id, value = '' }) => [id, value]);
      return submit(person, where, form, { ...Object.fromEntries(set), ...values });
    },
  };
};

/** What people do in the sandbox; each act resolves once everything it caused is delivered. */
export const actsOf = (stage: Stage): SandboxActs => {
  const performer: Performer = {
    ...stage,
    act: (as, receiptId) => {
      count += 1;
      return { as, receiptId: receiptId ?? `receipt-${count}` };
    },
    settled: async (work) => {
      const result = await work;
      await stage.settle();
      return result;
    },
  };
  const words = talking(performer);
  return { ...words, ...pointing(performer, words) };
};
