import type { Sentence } from '../errors.ts';
import type { Fen } from '../money.ts';
import type { Placed, SideFinding } from '../side-files/side-kind.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { sayFen } from './say-money.ts';
import { TARGET_CATEGORIES, type TargetCategory } from './target-categories.ts';
import type { TargetLine } from './target-kind.ts';
import { getTargets } from './targets.ts';

type Said = { year: number; category: TargetCategory; amountFen: Fen };
type Lines = readonly Placed<TargetLine>[];

const sum = (lines: readonly TargetLine[]) =>
  lines.reduce((total, { amountFen }) => total + amountFen, 0);

/** Whether a sum is what it should be, as a sentence, to the fen. */
function compare(what: Sentence, is: Fen, whole: Sentence, should: Fen): SideFinding {
  const [a, b] = [sayFen(is), sayFen(should)];
  if (is === should) {
    return {
      tone: 'good',
      says: {
        zh: `${what.zh}合计 ${a.zh},与${whole.zh}分毫不差。`,
        en: `${what.en} add up to ${a.en}, ${whole.en} to the fen.`,
      },
    };
  }
  const apart = sayFen(Math.abs(is - should));
  return {
    tone: 'bad',
    says: {
      zh: `${what.zh}合计 ${a.zh},${whole.zh}是 ${b.zh},${is > should ? '多' : '少'} ${apart.zh}。`,
      en: `${what.en} add up to ${a.en}; ${whole.en} is ${b.en}: ${apart.en} ${is > should ? 'more' : 'less'}.`,
    },
  };
}

/** The findings of one year and category: months against years, branches and officers upwards. */
function compareOne(name: Sentence, lines: readonly TargetLine[], bankFen: Fen | undefined) {
  const found: SideFinding[] = [];
  const yearly = lines.filter(({ month }) => month === null);
  const of = (level: TargetLine['level']) => yearly.filter((line) => line.level === level);
  const bank = { zh: `${name.zh}全行任务`, en: `the bank's target of ${name.en}` };
  const [branches, officers] = [of('branch'), of('officer')];
  if (bankFen !== undefined && branches.length > 0) {
    const what = { zh: `${branches.length} 家机构`, en: `${branches.length} branches` };
    found.push(compare(what, sum(branches), bank, bankFen));
  }
  if (bankFen !== undefined && officers.length > 0 && branches.length === 0) {
    const what = { zh: `${officers.length} 名清收员`, en: `${officers.length} officers` };
    found.push(compare(what, sum(officers), bank, bankFen));
  }
  for (const branch of branches) {
    const own = officers.filter((officer) => officer.branch === branch.branch);
    if (own.length === 0) continue;
    const at = branch.branch ?? '';
    const what = { zh: `${at} ${own.length} 名清收员`, en: `${own.length} officers of ${at}` };
    const whole = { zh: `${at}的${name.zh}`, en: `${at}'s ${name.en}` };
    found.push(compare(what, sum(own), whole, branch.amountFen));
  }
  const months = lines.filter(({ level, month }) => level === 'bank' && month !== null);
  const whole = of('bank')[0];
  if (whole !== undefined && months.length > 0) {
    found.push(compare({ zh: '各月', en: 'The months' }, sum(months), bank, whole.amountFen));
  }
  return found;
}

/** What a file of targets adds up to, and what of it does not, before anything is stored. */
export async function compareTargets(
  reader: Reader,
  placed: Lines,
  stated: readonly Said[],
): Promise<SideFinding[]> {
  const inForce = await getTargets(reader);
  const lines = placed.map(({ line }) => line).filter(({ measure }) => measure === 'target');
  const keys = [...new Set(lines.map(({ year, category }) => JSON.stringify([year, category])))];
  const findings = keys.flatMap((key) => {
    const own = lines.filter((line) => JSON.stringify([line.year, line.category]) === key);
    const [first] = own;
    if (first === undefined) return [];
    const { year, category } = first;
    const same = (one: { year: number; category: string }) =>
      one.year === year && one.category === category;
    const label = TARGET_CATEGORIES[category];
    const name = { zh: `${year} 年${label.zh}`, en: `${label.en} ${year}` };
    const said = stated.find(same)?.amountFen;
    const held = inForce.find(same)?.amountFen;
    const news: SideFinding[] =
      said === undefined || said === held
        ? []
        : [
            {
              tone: held === undefined ? 'good' : 'look',
              says: {
                zh: `${name.zh}:全行任务${held === undefined ? '定为' : `由 ${sayFen(held).zh}改为`} ${sayFen(said).zh}。`,
                en: `${name.en}: the bank's target ${held === undefined ? 'becomes' : `changes from ${sayFen(held).en} to`} ${sayFen(said).en}.`,
              },
            },
          ];
    return [...news, ...compareOne(name, own, said ?? held)];
  });
  const actual = placed.length - lines.length;
  if (actual > 0) {
    findings.push({
      tone: 'good',
      says: {
        zh: `${actual} 行是往年实际,留存备查,不作任务。`,
        en: `${actual} rows are past results: kept, and taken for no target.`,
      },
    });
  }
  return findings;
}
