import { describe, expect, it } from 'vitest';
import { findPersonalData, maskName, maskText } from '#domain/masking.ts';
import { shippedPolicy } from '../support/policy.ts';

const rules = shippedPolicy.common.mask;
const mask = (text: string): string => maskText(text, rules);

describe('masking', () => {
  it('S4-04: leaves the last four digits of a mobile number, in the same length', () => {
    expect(mask('13812345678')).toBe('*******5678');
    expect(mask('客户电话13812345678，请回电')).toBe('客户电话*******5678，请回电');
  });

  it.each([
    ['138 1234 5678', '*** **** 5678'],
    ['138-1234-5678', '***-****-5678'],
    ['138.1234.5678', '***.****.5678'],
    ['138 12345678', '*** ****5678'],
    ['+8613812345678', '+86*******5678'],
    ['+86 138 1234 5678', '+86 *** **** 5678'],
    ['（+86）138-1234-5678', '（+86）***-****-5678'],
    ['008613812345678', '0086*******5678'],
    ['013812345678', '0*******5678'],
    ['１３８１２３４５６７８', '*******５６７８'],
    ['138\u200B1234\u200B5678', '***\u200B****\u200B5678'],
    ['tel:13812345678;', 'tel:*******5678;'],
    ['**13812345678**', '*********5678**'],
    ['**138 1234 5678**', '***** **** 5678**'],
  ])('S4-04: knows the mobile number %s', (given, masked) => {
    expect(mask(given)).toBe(masked);
  });

  it.each([
    ['010-62345678', '***-****5678'],
    ['(0755) 2345 6789', '(****) **** 6789'],
    ['02162345678', '*******5678'],
    ['+86 10 6234 5678', '+86 ** **** 5678'],
  ])('knows the landline number %s', (given, masked) => {
    expect(mask(given)).toBe(masked);
  });

  it('S4-02: leaves the last four of an identity number with a right-looking birth date', () => {
    expect(mask('110101199001011234')).toBe('**************1234');
    expect(mask('证件 11010519491231002X。')).toBe('证件 **************002X。');
    expect(mask('11010519491231002x')).toBe('**************002x');
    expect(mask('110105491231002')).toBe('***********1002');
  });

  it('S4-02: masks an identity number whatever it is called', () => {
    expect(mask('ID11010519491231002X')).toBe('ID**************002X');
    expect(mask('订单 110105194912310021')).toBe('订单 110105194912310021');
    expect(mask('订单 11010519491231002X')).toBe('订单 **************002X');
    expect(mask('110105 19491231 002X')).toBe('****** ******** 002X');
  });

  it('S4-19: masks bank cards that pass the check, in one run or in groups', () => {
    expect(mask('4111111111111111')).toBe('************1111');
    expect(mask('卡号6212 2612 0300 0123 454')).toBe('卡号**** **** **** ***3 454');
    expect(mask('4111-1111-1111-1111')).toBe('****-****-****-1111');
  });

  it.each([
    'SD2023901202',
    'SD13812345678',
    'AB4111111111111111',
    'INC-20261201-01',
    'ALT-20261203-05',
    '6212261203000123455',
    '订单6212261203000123454',
    '订单号：6212261203000123454',
    '单号 4111111111111111',
    'Order No. 4111111111111111',
    'order #4111111111111111',
    '接通率68%，等待150秒，5000用户，10:04，2026-12-01 12:00:00',
    '123456789012',
    '192.168.100.123:8080',
    '20231001',
  ])('S4-25: leaves %s alone', (text) => {
    expect(mask(text)).toBe(text);
    expect(findPersonalData(text, rules)).toEqual([]);
  });

  it('S4-25: masks a number beside an order number that stays', () => {
    expect(mask('SD2023901202 13812345678 订单6212261203000123454')).toBe(
      'SD2023901202 *******5678 订单6212261203000123454',
    );
  });

  it('S4-25: takes two letters for an order number only when they stand by themselves', () => {
    expect(mask('TEL13812345678')).toBe('TEL*******5678');
  });

  it('S4-19: replaces street and house number, not the region', () => {
    expect(mask('住在上海市浦东新区世纪大道100号3栋501室，很急')).toBe(
      '住在上海市浦东新区[地址已脱敏]，很急',
    );
    expect(mask('寄到幸福小区3栋2单元501室')).toBe('寄到[地址已脱敏]');
    expect(mask('朝阳区建国路８８号')).toBe('朝阳区[地址已脱敏]');
  });

  it.each([
    '已切换备用线路2号',
    '改走通道3号',
    '华东、华南两地',
    '上海市浦东新区',
    '占用3号楼机房',
  ])('S4-19: takes "%s" for no address', (text) => {
    expect(mask(text)).toBe(text);
  });

  it('masks names only where a field is a name', () => {
    expect(maskName('王小明', rules)).toBe('王**');
    expect(maskName('John Smith', rules)).toBe('J*** *****');
    expect(maskName('𠮷野家', rules)).toBe('𠮷**');
    expect(mask('王小明来电')).toBe('王小明来电');
  });

  it('keeps as many digits as the rules say', () => {
    expect(maskText('13812345678', { ...rules, phoneKeepLast: 0 })).toBe('***********');
  });
});

describe('finding personal data', () => {
  it('tells each kind once', () => {
    const text = '13812345678 13912345678 110101199001011234 4111111111111111 世纪大道100号';
    expect(findPersonalData(text, rules)).toEqual(['phone', 'idNumber', 'bankCard', 'address']);
  });

  it('finds nothing in what is masked', () => {
    const text = '13812345678 110101199001011234 4111 1111 1111 1111 世纪大道100号';
    expect(findPersonalData(mask(text), rules)).toEqual([]);
  });
});
