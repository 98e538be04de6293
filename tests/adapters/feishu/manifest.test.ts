import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { feishuManifest } from '#adapters/feishu/manifest.ts';

interface Shape {
  readonly scopes: { readonly tenant: readonly string[]; readonly user: readonly string[] };
}
const sample: Shape = JSON.parse(readFileSync('tests/fixtures/feishu/scopes-import.json', 'utf8'));

describe('the Feishu manifest', () => {
  it('has permissions in the shape that the console imports', () => {
    const { scopes } = feishuManifest({ minimal: false });
    expect(Object.keys(scopes)).toEqual(Object.keys(sample.scopes));
    for (const name of scopes.tenant) expect(name).toMatch(/^[a-z][\w.]*(?::[\w.]+){1,2}$/u);
  });

  it('asks for nothing in the name of people', () => {
    expect(feishuManifest({ minimal: false }).scopes.user).toEqual([]);
  });

  it('can leave out what is sensitive or paid for, and nothing else', () => {
    const all = feishuManifest({ minimal: false });
    const minimal = feishuManifest({ minimal: true });
    const left = all.scopes.tenant.filter((name) => !minimal.scopes.tenant.includes(name));
    expect(left).toEqual([
      'im:message.group_msg',
      'im:message.urgent:sms',
      'im:message.urgent:phone',
      'space:document:retrieve',
      'task:task:write',
      'vc:reserve',
    ]);
    expect({ ...minimal, scopes: all.scopes }).toEqual(all);
  });
});
