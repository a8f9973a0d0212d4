/** The words of the year end by unit; parts of this feature's text. */
export const unitsZh = {
  branches: '各机构年末预测',
  officers: '各清收员年末预测',
  titleShort:
    '照{{method}},{{all}} 家机构中 {{count}} 家年末完不成任务,差额最大的是{{name}}(差 {{amount}})',
  titleShortOfficers:
    '照{{method}},{{all}} 名清收员中 {{count}} 人年末完不成任务,差额最大的是{{name}}(差 {{amount}})',
  titleDone: '照{{method}},年末都能完成任务',
  titleNoPlan: '照{{method}}预测的年末收回',
  best: '全部用本范围历史误差最小的方法({{method}}),便于比较;一家一法会把偶然当本事',
  chosen: '用选定的方法({{method}});本范围历史误差最小的是{{best}}',
  sum: '各自预测相加 {{sum}},合并预测 {{total}},相差 {{difference}},不强行凑平',
  method: '预测方法',
  end: '年末',
  share: '年末完成',
  short: '年末差额',
  interval: '80% 区间',
  error: '误差(中位)',
  bias: '偏差',
  coverage: '区间命中',
  replays: '重演',
  total: '合并预测',
  bestMark: '{{method}}(误差最小)',
  tipEnd: '已收回 + 预测的剩余收回;方法写在标题里',
  tipInterval: '该单位自己以前各周重演误差的第 10 至第 90 百分位;重演少于 8 次不给区间',
  tipError: '站在以前每一周、只用当时的数据预测同样远,|预测 − 实际| ÷ 实际的中位数',
  tipBias: '实际 ÷ 预测 − 1 的中位数;正数表示该方法偏低',
  tipCoverage: '只用当时已知误差做出的 80% 区间,实际落在其中的次数 / 检验次数',
  cohortNote:
    '同龄队列曲线:未结清贷款按形成不良后的月数分组,照同龄贷款近 8 周的收回率(扣除季节)逐周推到年末;不含以后新形成的不良',
  criterion: '「最佳」= 重演误差中位数最小;其余照列不隐藏',
  noCohort: '台账里没有可用的不良余额,画不出队列曲线',
};

export const unitsEn: typeof unitsZh = {
  branches: 'Year end by branch',
  officers: 'Year end by officer',
  titleShort:
    'By {{method}}, {{count}} of {{all}} branches end the year short; {{name}} by most ({{amount}})',
  titleShortOfficers:
    'By {{method}}, {{count}} of {{all}} officers end the year short; {{name}} by most ({{amount}})',
  titleDone: 'By {{method}}, everybody reaches the target by year end',
  titleNoPlan: 'Recovered by year end, by {{method}}',
  best: 'All by the method with the least error on this whole scope ({{method}}), so that they compare; a method each would take luck for skill',
  chosen: 'By the chosen method ({{method}}); least error on this scope: {{best}}',
  sum: 'parts add to {{sum}}, forecast as one {{total}}, difference {{difference}}, not forced',
  method: 'Method',
  end: 'Year end',
  share: 'Year-end completion',
  short: 'Year-end gap',
  interval: '80% interval',
  error: 'Median error',
  bias: 'Bias',
  coverage: 'Interval held',
  replays: 'Replays',
  total: 'Forecast as one',
  bestMark: '{{method}} (least error)',
  tipEnd: 'Recovered so far + what the method named in the title expects of the rest',
  tipInterval:
    "10th to 90th percentile of the unit's own errors when replayed at earlier weeks; none with fewer than 8 replays",
  tipError:
    'Standing at each earlier week with only the data of that day and looking as far ahead: the median of |forecast − actual| ÷ actual',
  tipBias: 'Median of actual ÷ forecast − 1; positive: the method says too little',
  tipCoverage:
    'How often the actual fell within the 80% interval made only of errors known by then / times tested',
  cohortNote:
    'Cohort curve: open claims are grouped by months since default and run to the year end at the rate at which claims of that age paid in the last 8 weeks, season taken out; new defaults are not in it',
  criterion: 'Best = smallest median error when replayed; the others stay listed',
  noCohort: 'No non-performing balance in the books to make a cohort curve from',
};

/** The words of the gap's concentration. */
export const concentrationZh = {
  title: '收回 {{count}} 笔就能补上序时缺口 {{amount}}:它们按年可收 {{sum}}',
  never: '序时缺口 {{amount}},全部可收的贷款加起来也补不上',
  ahead: '没有序时缺口;可收金额最大的 {{count}} 笔',
  noGap: '没有序时缺口可比;可收金额最大的 {{count}} 笔',
  sub: '{{unit}};本范围 {{loans}} 笔未结清不良和表外,可收合计 {{pool}}。从大到小取,笔数最少:任何同样多的笔数加起来都不会更大',
  label: '补上缺口的最少贷款',
  type: '成因类型',
  expected: '可收金额',
  why: '依据',
  byRate: '年收回率 {{rate}}',
  byPlan: '计划 {{day}} 收回',
  tipExpected:
    '台账的计划收回金额(计划日期在年末前,不超过余额);没有计划的,余额 × 本行已发布任务回执里该分层的年收回率',
  tipFail: '年末 − 预测的剩余收回 × 这几笔可收金额 ÷ 全部可收金额;预测本身不分户,按可收金额分摊',
  fail: '落空的',
  largest: '最大的 {{count}} 笔',
  failTitle: '可收最大的 {{count}} 笔全部落空,年末少收 {{amount}}',
  failNone: '没有可收的贷款',
  failSub: '{{unit}};照{{method}}',
  failLabel: '大额落空时的年末',
  noneFails: '都不落空',
};

export const concentrationEn: typeof concentrationZh = {
  title: '{{count}} loans would close the gap of {{amount}}: {{sum}} collectable in a year',
  never: 'The gap is {{amount}}; all that is collectable together does not close it',
  ahead: 'No gap to close; the {{count}} loans with the most collectable',
  noGap: 'No gap to compare with; the {{count}} loans with the most collectable',
  sub: '{{unit}}; {{loans}} open claims in scope, {{pool}} collectable together. Largest first is the fewest: no other choice of as many adds to more',
  label: 'The fewest loans that close the gap',
  type: 'Default type',
  expected: 'Collectable',
  why: 'By',
  byRate: 'yearly yield {{rate}}',
  byPlan: 'planned {{day}}',
  tipExpected:
    "What the book plans to collect (due by year end, at most the balance); without a plan, balance × the segment's yearly yield in the receipts of the published plans",
  tipFail:
    'Year end − what the forecast still expects × the collectable of these ÷ that of all; a forecast names no loans, so it is spread by what is collectable',
  fail: 'If these fail',
  largest: 'largest {{count}}',
  failTitle: 'Without the {{count}} largest, the year ends {{amount}} lower',
  failNone: 'Nothing is collectable',
  failSub: '{{unit}}; by {{method}}',
  failLabel: 'The year end if large ones fail',
  noneFails: 'None fails',
};

/** The words of the columns that keep a ranking from misleading. */
export const comparedZh = {
  rank: '名次',
  cards: '信用卡',
  subtitle: '按序时完成排名;点击清收员看名下贷款。名次旁的列说明为什么快或慢',
  feasibility: '任务/可收',
  likeForLike: '同类对比',
  streak: '连续',
  conduct: '投诉',
  ahead: '达标 {{count}} 周',
  behind: '落后 {{count}} 周',
  dry: '无收回 {{count}} 周',
  unknown: '未知',
  complaints: '{{count}} 笔 / 已知 {{known}}',
  tipRank:
    '按序时完成(已收 ÷ 序时任务)从高到低。名下余额过半是信用卡的不排名:催收人员不得只按收回金额考核(信用卡业务监督管理办法第 66 条,二手来源,待法务核对)',
  tipFeasibility: '年度任务 ÷ 任务回执里的可收金额;超过 90% 为偏高,超过 100% 靠名下贷款很难完成',
  tipLikeForLike:
    '实际收回 ÷ 按全体费率、照自己名下结构应收回的(间接标准化:表内外 × 成因类型 × 形成是否满一年,按余额 × 天数加权);1.00 = 与同类持平',
  tipStreak: '到数据日期为止,累计收回连续达到或低于任务线的周数;没有收回的周数',
  tipConduct:
    '投诉工作台未接入:这里只是台账「是否投诉」列,名下有投诉的笔数 / 填写了该列的笔数;没有填写即未知,不等于没有投诉',
};

export const comparedEn: typeof comparedZh = {
  rank: 'Rank',
  cards: 'Cards',
  subtitle:
    'Ranked by pace; click an officer for the loans held. The columns beside the rank say why it is fast or slow',
  feasibility: 'Load',
  likeForLike: 'Like for like',
  streak: 'In a row',
  conduct: 'Complaints',
  ahead: 'ahead {{count}} wk',
  behind: 'behind {{count}} wk',
  dry: 'dry {{count}} wk',
  unknown: 'unknown',
  complaints: '{{count}} of {{known}} known',
  tipRank:
    'By pace (recovered ÷ plan to date), best first. Whoever holds more than half in credit cards is not ranked: collectors must not be judged on amount alone (credit card measures, article 66; second-hand source, to be checked by counsel)',
  tipFeasibility:
    "Load: annual quota ÷ the collectable of the quota's receipt; above 90% is high, above 100% can hardly be done with the loans held",
  tipLikeForLike:
    "Recovered ÷ what the own mix would bring at everybody's rates (indirect standardisation: on or off book × default type × defaulted within a year, weighted by balance × days); 1.00 = as good as the like",
  tipStreak:
    'Weeks in a row up to the as-of date at or below the plan line; dry: weeks without a receipt',
  tipConduct:
    "No complaint desk is connected: only the book's complaint column, claims held with a complaint / claims of which it says either; blank is unknown, not none",
};
