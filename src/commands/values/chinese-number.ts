const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

const below100 = (text: string): number | undefined => {
  const [, tens = '', ten = '', ones = ''] =
    /^([一二两三四五六七八九]?)(十?)([零〇一二三四五六七八九]?)$/.exec(text) ?? [];
  if (tens + ten + ones === '' || (tens !== '' && ten === '' && ones !== '')) return undefined;
  if (ten === '') return DIGITS[tens === '' ? ones : tens];
  return (tens === '' ? 1 : (DIGITS[tens] ?? 0)) * 10 + (DIGITS[ones] ?? 0);
};

/** Numbers below 100 written in characters before a unit, as digits: 九点半 → 9点半. */
export const digitsFor = (text: string): string =>
  text.replace(/[零〇一二两三四五六七八九十]+(?=个?半?[点分时天日秒周小毫月])/g, (characters) => {
    const value = below100(characters);
    return value === undefined ? characters : String(value);
  });
