import { describe, expect, it } from 'vitest';
import { readTyped } from '#adapters/sandbox/typed.ts';

describe('a typed line', () => {
  it.each([
    ['/open 系统故障 "x"', 'open 系统故障 "x"', false],
    ['／开启 系统故障', '开启 系统故障', false],
    ['/incident status', 'status', false],
    ['/INCIDENT status', 'status', false],
    ['/应急 定级 重大', '定级 重大', false],
    ['/应急　定级 重大', '定级 重大', false],
    ['/应急定级 重大', '应急定级 重大', false],
    ['@烽火 状态', '状态', true],
    ['＠烽火：状态', '状态', true],
    ['@应急助手 核实 ALT-1 属实', '核实 ALT-1 属实', true],
    ['@Fenghuo /status', 'status', true],
    ['  @fenghuo', '', true],
    ['/', '', false],
  ])('%s is the command “%s”', (text, line, mention) => {
    expect(readTyped(text)).toEqual({ kind: 'command', line, mention });
  });

  it.each(['先喝口水', '@烽火台 在吗', '@钱多 看一下', '1/2 了', 'a@烽火 b'])(
    '%s is chat',
    (text) => {
      expect(readTyped(text)).toEqual({ kind: 'chat', text });
    },
  );
});
