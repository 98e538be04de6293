/** Words that name something of every object, and words the rules look for. */
export const NASTY = [
  '',
  ' ',
  'constructor',
  '__proto__',
  'toString',
  '{{eta}}',
  '{{constructor}}',
  '我不知道',
  '*******5678',
];
