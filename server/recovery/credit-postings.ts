import { addDays, type Clock } from '../calendar.ts';
import { insertRows } from '../side-files/insert-rows.ts';
import type { LoadStep } from '../warehouse/room-deps.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import {
  type CreditEntry,
  type CreditFacts,
  creditEntries,
  creditLine,
  findReversed,
  rulesOn,
} from './credit.ts';
import { getRulesVersions } from './get-rules-versions.ts';
import {
  type CreditedLine,
  getCreditedLines,
  getHandovers,
  getUncredited,
  type Handover,
  type UncreditedLine,
} from './get-uncredited.ts';
import { splitNames } from './read-shares.ts';

const CREDIT = {
  table: 'credit',
  columns: {
    ...{ posting_ref: 'VARCHAR', entry_no: 'INTEGER', loan_id: 'VARCHAR', posted_on: 'DATE' },
    ...{ branch: 'VARCHAR', officer: 'VARCHAR', book_side: 'VARCHAR', share_bp: 'INTEGER' },
    ...{ principal_fen: 'BIGINT', interest_fen: 'BIGINT', own_fen: 'BIGINT', rule: 'VARCHAR' },
    ...{ rules_no: 'BIGINT', credited_at: 'TIMESTAMP' },
  },
};

interface Credited {
  line: UncreditedLine;
  rule: string;
  rulesNo: number;
  entries: CreditEntry[];
}

/**
 * Credits every line of the ledger that names no collector and for whose day it is known who holds
 * the loan, by the rules in force on that day. What is credited stays; lines that cannot be
 * credited yet (no book by then, held by another branch, every rule off) wait for the next time.
 */
export async function creditPostings(
  tx: Transaction,
  incoming: string,
  now: string,
): Promise<void> {
  const waiting = await getUncredited(tx);
  if (waiting.length === 0) return;
  const found = await creditAll(tx, waiting);
  await insertRows(
    tx,
    incoming,
    CREDIT,
    found.flatMap(({ line, rule, rulesNo, entries }) =>
      entries.map((entry, place) => [
        ...[line.ref, place + 1, line.loanId, line.postedOn, line.branch, entry.officer],
        ...[line.bookSide, entry.shareBp, entry.principalFen, entry.interestFen, entry.ownFen],
        ...[rule, rulesNo, now],
      ]),
    ),
  );
}

async function creditAll(reader: Reader, waiting: readonly UncreditedLine[]): Promise<Credited[]> {
  const versions = await getRulesVersions(reader);
  const loanIds = [...new Set(waiting.map(({ loanId }) => loanId))];
  const handovers = groupByLoan(await getHandovers(reader, loanIds));
  const reversing = waiting.filter(({ principalFen }) => principalFen < 0);
  const last = reversing.at(-1)?.postedOn;
  const earlier = groupByLoan(
    last === undefined
      ? []
      : await getCreditedLines(reader, [...new Set(reversing.map((l) => l.loanId))], last),
  );
  const taken = new Set<string>();
  const credited: Credited[] = [];
  for (const line of waiting) {
    const own = earlier.get(line.loanId) ?? [];
    const reversed = line.principalFen < 0 ? findReversed(line, own, taken) : null;
    const done = reversed
      ? takeBack(line, reversed)
      : byRule(line, handovers.get(line.loanId) ?? [], versions);
    if (reversed) taken.add(reversed.ref);
    if (done === undefined) continue;
    credited.push(done);
    if (line.principalFen > 0) {
      const entries = done.entries.filter(({ shareBp }) => shareBp >= 0);
      earlier.set(line.loanId, [...own, { ...line, entries }]);
    }
  }
  return credited;
}

function groupByLoan<One extends { loanId: string }>(all: readonly One[]): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(one.loanId, [...(groups.get(one.loanId) ?? []), one]);
  return groups;
}

/** Everybody gives back exactly what the reversed line gave them. */
function takeBack(line: UncreditedLine, { entries }: CreditedLine): Credited {
  const negative = entries.map((entry) => ({
    ...entry,
    principalFen: 0 - entry.principalFen,
    interestFen: 0 - entry.interestFen,
    ownFen: 0 - entry.ownFen,
  }));
  const [fromNobody] = creditEntries(line, [{ officer: null, weight: 1 }], []);
  return {
    ...{ line, rule: 'reversal', rulesNo: 0 },
    entries: fromNobody ? [fromNobody, ...negative] : negative,
  };
}

function byRule(
  line: UncreditedLine,
  handovers: readonly Handover[],
  versions: Awaited<ReturnType<typeof getRulesVersions>>,
): Credited | undefined {
  // A line of one branch on a loan that another holds is a question for the ledger checks.
  const isElsewhere = line.branch !== null && line.branch !== line.holderBranch;
  if (line.holder === null || isElsewhere) return undefined;
  const { no, rules } = rulesOn(versions, line.postedOn);
  const holders = splitNames(line.holder);
  const before = handovers.find(
    ({ on, branch }) =>
      on <= line.postedOn && on > addDays(line.postedOn, -366) && branch === line.holderBranch,
  );
  const facts: CreditFacts = {
    postedOn: line.postedOn,
    method: line.method,
    holders,
    handover: before ?? null,
    lastContactOn: line.lastContactOn,
  };
  const found = creditLine(facts, rules);
  return (
    found && {
      ...{ line, rule: found.rule, rulesNo: no },
      entries: creditEntries(line, found.recipients, holders),
    }
  );
}

/** Credits, in the load of a book, what waited for it. */
export function creditStep(incoming: string, clock: Clock): LoadStep {
  const run = (tx: Transaction) => creditPostings(tx, incoming, clock.now());
  return { name: 'credit', run, restore: run };
}
