import openHighs from 'highs';
import { describe, it } from 'vitest';
import { z } from 'zod';
import {
  type AssignRule,
  type LoanToAssign,
  makeCases,
  type OfficerToAssign,
} from '../../server/quotas/assign-cases.ts';
import { type Assignment, assignLoans } from '../../server/quotas/assign-loans.ts';

const KINDS = [
  'incapable',
  'habitual',
  'bystander',
  'opportunist',
  'disputer',
  'evader',
  'undetermined',
];

/** Numbers in [0, 1) that are the same in every run (mulberry32, of period 2³²). */
function sameNumbers(): () => number {
  let state = 12_345;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A bank: skewed amounts, villages, a third of the officers with kinds of their own. With a `skew`
 * above 1 the first officers hold most loans.
 */
function bank(loans: number, officers: number, branches = 1, skew = 1) {
  const next = sameNumbers();
  const pick = (count: number) => Math.floor(next() * count);
  const staff = Array.from({ length: officers }, (_, i): OfficerToAssign => {
    const key = `o${String(i).padStart(5, '0')}`;
    const skips = pick(KINDS.length);
    return {
      key,
      branch: `b${i % branches}`,
      share: [100, 100, 100, 80, 50][pick(5)] ?? 100,
      ...(i % 3 === 0 ? { kinds: KINDS.filter((_, kind) => kind !== skips) } : {}),
    };
  });
  const book = Array.from({ length: loans }, (_, i): LoanToAssign => {
    const holder = Math.floor(officers * next() ** skew);
    // Log-normal by the sum of uniforms: most loans are small, a few are large.
    const size = Array.from({ length: 6 }, next).reduce((sum, one) => sum + one, 0) - 3;
    const amountFen = Math.round(3_000_000 * Math.exp(1.4 * size));
    return {
      id: `L${i}`,
      borrower: `B${next() < 0.05 ? pick(i + 1) : i}`,
      branch: `b${holder % branches}`,
      village: next() < 0.05 ? null : `v${Math.floor(holder / 2)}-${pick(4)}`,
      collectableFen: Math.round(amountFen * (0.1 + 0.4 * next())),
      amountFen,
      kind: KINDS[pick(KINDS.length)] ?? 'undetermined',
      officer: staff[holder]?.key ?? null,
      origin: next() < 0.5 ? null : (staff[pick(officers)]?.key ?? null),
    };
  });
  return { staff, book };
}

const rule = (tolerance: number): AssignRule => ({
  weights: { collectable: 100, effort: 0, borrowers: 0 },
  tolerance,
  acrossBranches: true,
  avoidOrigin: true,
  conflicts: [],
  locked: new Set(),
});

const solution = z.object({ Status: z.string(), ObjectiveValue: z.number() });
type Highs = Awaited<ReturnType<typeof openHighs>>;

/**
 * The lowest largest load per share when cases may be split, by HiGHS. `x[k,i]` is what officer i
 * gets of the cases with eligibility k.
 */
function boundOf(
  highs: Highs,
  groups: readonly { load: number; may: readonly number[]; most?: ReadonlyMap<number, number> }[],
  staff: readonly OfficerToAssign[],
): number {
  const scale = groups.reduce((sum, one) => sum + one.load, 0) / 1e6;
  const lines: string[] = [];
  const bounds: string[] = [];
  const of = new Map<number, string[]>();
  for (const [k, { load, may, most }] of groups.entries()) {
    lines.push(`g${k}: ${may.map((i) => `x${k}_${i}`).join(' + ')} = ${load / scale}`);
    for (const i of may) {
      of.set(i, [...(of.get(i) ?? []), `x${k}_${i}`]);
      const least = most?.get(i);
      if (least !== undefined) bounds.push(`x${k}_${i} <= ${least / scale}`);
    }
  }
  for (const [i, names] of of)
    lines.push(`o${i}: ${names.join(' + ')} - ${staff[i]?.share} z <= 0`);
  const text = `Minimize\n obj: z\nSubject To\n ${lines.join('\n ')}\nBounds\n ${bounds.join('\n ')}\nEnd\n`;
  const found = solution.parse(highs.solve(text));
  if (found.Status !== 'Optimal') throw new Error(found.Status);
  return found.ObjectiveValue * scale;
}

/** Cases by the set of officers who may take them, one group a set. */
function plainGroups(book: LoanToAssign[], staff: OfficerToAssign[], own: AssignRule) {
  const { cases, fitness } = makeCases(book, staff, own);
  const groups = new Map<string, { load: number; may: number[] }>();
  for (const one of cases) {
    const may = staff.flatMap((_, i) => (fitness(one, i) === undefined ? [i] : []));
    const key = may.join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { load: one.load, may });
    else group.load += one.load;
  }
  return [...groups.values()];
}

/**
 * The same problem in far fewer columns: cases are grouped by kinds alone, and of a group an officer
 * gets at most what he or she did not grant. Where a case bars one officer at most this loses
 * nothing (Hall's condition on the transport from cases to officers); where a borrower's loans were
 * granted by several it is a relaxation, so a bound all the same.
 */
function compactGroups(book: LoanToAssign[], staff: OfficerToAssign[], own: AssignRule) {
  const { cases, fitness } = makeCases(book, staff, { ...own, avoidOrigin: false });
  const indexOf = new Map(staff.map((officer, i) => [officer.key, i]));
  const groups = new Map<string, { load: number; may: number[]; barred: Map<number, number> }>();
  for (const one of cases) {
    const key = [...new Set(one.loans.map((loan) => loan.kind))].sort().join(' ');
    let group = groups.get(key);
    if (group === undefined) {
      const may = staff.flatMap((_, i) => (fitness(one, i) === undefined ? [i] : []));
      group = { load: 0, may, barred: new Map() };
      groups.set(key, group);
    }
    group.load += one.load;
    for (const origin of new Set(one.loans.map((loan) => loan.origin))) {
      const i = indexOf.get(origin ?? '');
      if (i !== undefined) group.barred.set(i, (group.barred.get(i) ?? 0) + one.load);
    }
  }
  return [...groups.values()].map(({ load, may, barred }) => ({
    load,
    may,
    most: new Map([...barred].map(([i, amount]) => [i, load - amount])),
  }));
}

const most = ({ pools }: Assignment) =>
  Math.max(
    ...pools.flatMap((pool) => pool.officers.map((own) => own.after.load / (own.share ?? 1))),
  );

/** Seconds by the clock and of a processor: others may be at work on the machine. */
function timed<Result>(work: () => Result): { seconds: number; cpu: number; result: Result } {
  const began = performance.now();
  const busy = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(busy);
  return { seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6, result };
}

const say = (line: string) => process.stdout.write(`assign: ${line}\n`);
const gap = (reached: number, bound: number) => `${((reached / bound - 1) * 100).toFixed(4)} %`;

describe('loans assigned to officers, beside the linear bound', () => {
  it('the compact bound is the whole one, where each borrower was granted by one officer', async () => {
    const highs = await openHighs();
    const { staff, book } = bank(400, 12);
    const single = book.map((loan) => ({ ...loan, borrower: loan.id }));
    const whole = boundOf(highs, plainGroups(single, staff, rule(1)), staff);
    const compact = boundOf(highs, compactGroups(single, staff, rule(1)), staff);
    say(`400 × 12, compact bound ÷ whole bound: ${(compact / whole).toFixed(9)}`);
  });

  it('20,000 loans × 200 officers', async () => {
    const { staff, book } = bank(20_000, 200);
    const highs = await openHighs();
    const bound = timed(() => boundOf(highs, compactGroups(book, staff, rule(1)), staff));
    for (const tolerance of [1, 50]) {
      for (const kept of [true, false]) {
        const loans = kept ? book : book.map((loan) => ({ ...loan, officer: null }));
        const own = rule(tolerance);
        assignLoans(loans, staff, own);
        const { seconds, cpu, result } = timed(() => assignLoans(loans, staff, own));
        const [pool] = result.pools;
        say(
          `20,000 × 200, ${kept ? 'from the present officers' : 'from nobody'}, tolerance ${tolerance / 10} %: largest load ${gap(most(result), bound.result)} above the bound of HiGHS, ${pool?.movedBorrowers} borrowers move (at least ${pool?.fewestMoves}), ${result.unplaced.length} unplaced, ${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of a processor); HiGHS ${bound.seconds.toFixed(2)} s`,
        );
      }
    }
  });

  const sayLarge = (name: string, branches: number, skew: number) => {
    const { staff, book } = bank(1_000_000, 5000, branches, skew);
    const held = process.memoryUsage().rss;
    const own = { ...rule(50), acrossBranches: branches === 1 };
    const { seconds, cpu, result } = timed(() => assignLoans(book, staff, own));
    const sum = (of: 'movedBorrowers' | 'fewestMoves') =>
      result.pools.reduce((total, pool) => total + pool[of], 0);
    const worst = Math.max(
      ...result.pools.flatMap((pool) => pool.officers.map((o) => o.after.load / o.fairLoad)),
    );
    say(
      `1,000,000 × 5,000 ${name}, tolerance 5 %: largest load ${worst.toFixed(5)} of the fair share, ${sum('movedBorrowers')} borrowers move (at least ${sum('fewestMoves')}), ${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of a processor), ${((process.memoryUsage().rss - held) / 1e6).toFixed(0)} MB more`,
    );
  };

  it('1,000,000 loans × 5,000 officers in 250 branches', () => {
    sayLarge('in 250 branches', 250, 1);
  });

  // Books of a whole province in one pool: RECOUP_BENCH_LARGE=1.
  it.skipIf(process.env['RECOUP_BENCH_LARGE'] === undefined)(
    '1,000,000 loans × 5,000 officers in one pool, evenly and unevenly held',
    () => {
      sayLarge('in one pool', 1, 1);
      sayLarge('in one pool, a few officers hold most', 1, 3);
    },
  );
});
