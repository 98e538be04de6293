import { z } from 'zod';
import type { Localised } from '#domain/locale.ts';
import type { Person, StandingRooms } from '#domain/organisation/organisation.ts';
import { issue, locale, strict, text } from '#playbooks/schema/fields.ts';

// An organisation names its own departments and servers; one language is enough, both show it.
const names = strict({ 'zh-CN': text.exactOptional(), en: text.exactOptional() }).transform(
  (given, context): Localised => {
    const any = given['zh-CN'] ?? given.en;
    if (any !== undefined) return { 'zh-CN': given['zh-CN'] ?? any, en: given.en ?? any };
    context.addIssue(issue({ code: 'missing-field', field: 'zh-CN' }));
    return z.NEVER;
  },
);

const identifier = text.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u);

// Every key that is not about the person is the name of a messenger: a new one needs no change here.
const person = z
  .object({
    id: identifier,
    name: text,
    title: text.exactOptional(),
    groups: z.array(text).default([]),
    email: z.email().exactOptional(),
    locale: locale.exactOptional(),
  })
  .catchall(text)
  .transform(
    ({ id, name, title, groups, email, locale: language, ...accounts }): Person => ({
      id,
      name,
      groups,
      // In the browser messenger everyone is who the file says.
      accounts: { ...accounts, sandbox: id },
      ...(title === undefined ? {} : { title }),
      ...(email === undefined ? {} : { email: email.toLowerCase() }),
      ...(language === undefined ? {} : { locale: language }),
    }),
  );

const department = strict({
  id: identifier,
  names,
  head: text.exactOptional(),
  contact: text.exactOptional(),
});

const rooms = strict({
  duty: text.exactOptional(),
  command: text.exactOptional(),
  feed: text.exactOptional(),
  agents: z.union([text.transform((one) => [one]), z.array(text)]).default([]),
});

const resource = strict({
  id: identifier,
  kind: text,
  names,
  owner: text.exactOptional(),
  steps: names.exactOptional(),
  for: z.array(text).min(1).exactOptional(),
});

const webAddress = z.url({ protocol: /^https?$/ });

const SANDBOX_ROOMS: StandingRooms = {
  duty: 'duty',
  command: 'command',
  feed: 'feed',
  agents: ['agents'],
};

/** The organisation file (contract 3) as the domain knows it. */
export const organisationSchema = strict({
  company: text,
  agents: z.int().nonnegative(),
  people: z.array(person).min(1),
  departments: z.array(department).default([]),
  rooms: z
    .record(text, rooms)
    .default({})
    .transform((given) => ({ sandbox: SANDBOX_ROOMS, ...given })),
  warRooms: z.array(text).min(1).exactOptional(),
  publish: z
    .record(
      text,
      strict({
        url: webAddress,
        secretEnv: text.regex(/^[A-Z][A-Z0-9_]*$/).exactOptional(),
      }),
    )
    .default({}),
  fallback: strict({ url: webAddress }).exactOptional(),
  resources: z.array(resource).default([]),
});
