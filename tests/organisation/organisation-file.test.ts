import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOrganisation } from '#src/organisation/load.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const load = (text: string) => {
  const file = join(temporaryDirectory({ 'organisation.yaml': text }), 'organisation.yaml');
  return loadOrganisation(file);
};

const valid = (text: string) => {
  const loaded = load(text);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message.en).join('\n'));
  return loaded.organisation;
};

/** "line code" of every problem. */
const told = (text: string): readonly string[] => {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.problems.map(({ line, problem }) => `${line} ${problem.code}`);
};

const SMALL = `company: 晨星
agents: 118
people:
  - { id: lin, name: 林悦, groups: [commandGroup], slack: U_LIN, dingtalk: d_lin, email: Lin@Example.com, locale: en }
  - { id: chen, name: 陈波 }
`;

describe('the sample organisation', () => {
  const loaded = loadOrganisation();
  const people = loaded.ok ? loaded.organisation.people : [];
  const groups = (group: string): readonly string[] =>
    people.filter((person) => person.groups.includes(group)).map(({ name }) => name);

  it('S0-14: is the cast, each in their groups', () => {
    expect(groups('commandGroup')).toEqual(['林悦', '陈波', '苏敏']);
    expect(groups('leadership')).toEqual(['郑远']);
    expect(groups('onsiteResponse')).toEqual(['钱多', '赵磊']);
    expect(groups('communications')).toEqual(['孙悦', '李娜']);
    expect(groups('logistics')).toEqual(['周航', '吴静']);
    expect(groups('brandPr')).toEqual(['苏敏', '李娜']);
    expect(groups('dutyOps')).toEqual(['王强']);
  });

  it('S0-20: has agents on standby for ten percent of its front line', () => {
    expect(groups('standby')).toHaveLength(Math.ceil(118 * 0.1));
  });

  it('S0-21, S1-09: has a head and a contact for every department', () => {
    const departments = loaded.ok ? loaded.organisation.departments : [];
    expect(departments.map(({ names }) => names['zh-CN'])).toEqual(
      expect.arrayContaining(['技术', '产品', '售后', '物流', '品牌', '法务']),
    );
    for (const { head, contact } of departments) {
      expect(people.map(({ id }) => id)).toContain(head);
      expect(people.map(({ id }) => id)).toContain(contact);
    }
  });

  it('S0-19: offers the backup server with its owner and how to switch', () => {
    const resources = loaded.ok ? loaded.organisation.resources : [];
    const backup = resources.find(({ names }) => names['zh-CN'] === '备用服务器B');
    expect(backup).toMatchObject({ kind: 'server', owner: 'qian', for: ['switch-backup'] });
    expect(backup?.steps?.['zh-CN']).toContain('切换');
  });

  it('has those in Feishu only, those in Slack only, and everyone in the sandbox', () => {
    const accounts = Object.fromEntries(people.map((person) => [person.id, person.accounts]));
    expect(accounts['he']).toEqual({ feishu: 'ou_he', sandbox: 'he' });
    expect(accounts['chen']).toEqual({ slack: 'U_CHEN', sandbox: 'chen' });
  });
});

describe('an organisation file', () => {
  it('takes any other key of a person for a messenger', () => {
    expect(valid(SMALL).people[0]).toEqual({
      id: 'lin',
      name: '林悦',
      groups: ['commandGroup'],
      accounts: { slack: 'U_LIN', dingtalk: 'd_lin', sandbox: 'lin' },
      email: 'lin@example.com',
      locale: 'en',
    });
  });

  it('has the standing rooms of the sandbox even when it names none', () => {
    expect(valid(SMALL).rooms).toEqual({
      sandbox: { duty: 'duty', command: 'command', feed: 'feed', agents: ['agents'] },
    });
  });

  it('keeps the rooms it names, one agents room or many', () => {
    const rooms = 'rooms:\n  slack: { duty: C1, agents: C2 }\n  feishu: { agents: [oc1, oc2] }\n';
    expect(valid(SMALL + rooms).rooms).toMatchObject({
      slack: { duty: 'C1', agents: ['C2'] },
      feishu: { agents: ['oc1', 'oc2'] },
      sandbox: { duty: 'duty' },
    });
  });

  it('may name a thing in one language; the other shows the same', () => {
    const more = 'departments:\n  - { id: tech, names: { zh-CN: 技术 }, head: chen }\n';
    expect(valid(SMALL + more).departments[0]?.names).toEqual({ 'zh-CN': '技术', en: '技术' });
  });

  it('reads publishing connectors, the fallback and where incidents open rooms', () => {
    const more = `
publish:
  website: { url: https://example.com/hook, secretEnv: PUBLISH_WEBSITE_SECRET }
fallback: { url: https://example.com/pager }
warRooms: [slack, dingtalk]
`;
    expect(valid(SMALL + more)).toMatchObject({
      publish: {
        website: { url: 'https://example.com/hook', secretEnv: 'PUBLISH_WEBSITE_SECRET' },
      },
      fallback: { url: 'https://example.com/pager' },
      warRooms: ['slack', 'dingtalk'],
    });
  });

  it('S2-02: takes every role of the catalogue as a group and refuses any other', () => {
    expect(
      told(SMALL.replace('[commandGroup]', '[supervisor, teamLead, opsSupervisor, hr]')),
    ).toEqual([]);
    expect(told(SMALL.replace('[commandGroup]', '[commandGroup, comandGroup]'))).toEqual([
      '4 unknown-role',
    ]);
  });

  it('refuses two people with one id, and the id of the system itself', () => {
    expect(told(`${SMALL}  - { id: lin, name: 林二 }\n  - { id: system, name: 系统 }\n`)).toEqual([
      '6 duplicate-id',
      '7 duplicate-id',
    ]);
  });

  it('refuses one account for two people, in each messenger and by e-mail', () => {
    const twins = `${SMALL}  - { id: li, name: 李娜, slack: U_LIN, feishu: U_LIN, email: lin@example.com }\n`;
    expect(told(twins)).toEqual(['6 duplicate-account', '6 duplicate-account']);
  });

  it('refuses heads, contacts and owners who are not in it', () => {
    const more = `
departments:
  - { id: tech, names: { zh-CN: 技术 }, head: nobody }
  - { id: brand, names: { zh-CN: 品牌 }, contact: none }
resources:
  - { id: b, kind: server, names: { zh-CN: 备用 }, owner: ghost }
`;
    expect(told(SMALL + more)).toEqual([
      '8 unknown-person',
      '9 unknown-person',
      '11 unknown-person',
    ]);
  });

  it('refuses an unknown language, a broken address and a messenger nobody has', () => {
    const wrong = `${SMALL.replace('locale: en', 'locale: fr')}fallback: { url: ftp://x }\n`;
    expect(told(wrong)).toEqual(['4 not-allowed', '6 out-of-range']);
    expect(told(`${SMALL}warRooms:\n  - slak\n`)).toEqual(['7 not-allowed']);
  });

  it('refuses to be without people', () => {
    expect(told('company: 晨星\nagents: 1\npeople: []\n')).toEqual(['3 out-of-range']);
  });

  it('says which file cannot be read', () => {
    const loaded = loadOrganisation('/nowhere/organisation.yaml');
    expect(loaded).toMatchObject({
      ok: false,
      problems: [{ file: '/nowhere/organisation.yaml', line: 1, problem: { code: 'unreadable' } }],
    });
  });
});
