// What happens before the pages are looked at.

/** The course of an incident, as its commander types it. */
export const INCIDENT_LINES = [
  'grade 重大 "全国"',
  'commander @林悦',
  'assign brandPr 李娜',
  'facts cause="主交换节点故障" product=热线',
  'metric connectRate=88 waitSeconds=40',
  'metric connectRate=68 waitSeconds=150',
  'metric connectRate=66 waitSeconds=180',
  'wording set',
  'update "备用线路已接管一半坐席" --percent 40 --measure "已启用备用线路"',
  'link doc https://docs.example/handbook',
  'announce draft initial impact="热线接入困难" cause="交换节点故障" eta=23:50 workaround=微信公众号 nextUpdate=23:40',
] as const;

const MINUTE = 60_000;

// Of the highest level, whose limits do not wait for the morning: the clock here is the real one.
const COMPLAINTS = [
  {
    minutesAgo: 200,
    id: 'C-1',
    level: '一级',
    topic: '手环充电',
    product: '晨星手环 3',
    batch: 'B2026-11',
    region: '华东',
    tags: ['退货'],
    text: '手环无法充电，已经送修两次，要求退货。',
    customer: '王小明',
    contact: '13812345678',
  },
  {
    minutesAgo: 55,
    id: 'C-2',
    level: '一级',
    topic: '热线接不通',
    text: '打了一小时都接不通，再不处理我就去消协！',
  },
  { minutesAgo: 5, id: 'C-3', text: '想知道保修期多长，能不能换颜色', type: '咨询' },
] as const;

/** What customers said before `now`, each as it is sent in; of the older ones limits have passed. */
export const complaintsBefore = (now: number): readonly object[] =>
  COMPLAINTS.map(({ minutesAgo, ...one }) => ({
    ...one,
    at: new Date(now - minutesAgo * MINUTE).toISOString(),
  }));

/** What is done about the first, until it is solved, and about the second. */
export const linesAbout = (
  solved: string,
  overdue: string,
): readonly (readonly [person: string, line: string])[] => [
  ['sun', `/ticket transfer ${solved} 技术 --reason "需要检测充电模块"`],
  ['sun', `/ticket progress ${solved} "已致电安抚，说明检测需要两天"`],
  ['chen', `/ticket accept ${solved}`],
  ['chen', `/ticket result ${solved} "充电模块故障，免费更换，并延长保修半年"`],
  ['sun', `/ticket inform ${solved}`],
  ['sun', `/ticket close ${solved} satisfaction=4`],
  ['sun', `/ticket close ${solved} cause=流程`],
  ['sun', `/ticket transfer ${overdue} 客服`],
];
