/** The movements of the NPL stock, from the simulation's own events and money. */
import { toIso } from './days.ts';
import { isNonPerforming } from './loan-state.ts';
import type { PlantedEvent, Posting, Simulation } from './simulation.ts';
import type { LoanState } from './types.ts';

/** Movements of the on-book NPL stock, fen. Opening + ins − outs = closing. */
export type Bridge = {
  from: string;
  to: string;
  opening: number;
  newNpl: number;
  returned: number;
  cashPrincipal: number;
  upgraded: number;
  writtenOff: number;
  transferred: number;
  foreclosed: number;
  silentExit: number;
  unexplained: number;
  closing: number;
};

/** Each week's movements: from the two books and the events, the cash from the ledger. */
export function measureWeeks(simulation: Simulation, ledger: readonly Posting[]): Bridge[] {
  const { days, books } = simulation;
  let before = nonPerforming(books[0] ?? []);
  return days.slice(1).map((to, index) => {
    const from = days[index] ?? 0;
    const states = books[index + 1] ?? [];
    const cash = new Map<string, number>();
    for (const posting of ledger) {
      const counts =
        posting.day > from && posting.day <= to && posting.onBook && posting.planted === null;
      if (counts) cash.set(posting.loanId, (cash.get(posting.loanId) ?? 0) + posting.principal);
    }
    const events = simulation.planted.filter((event) => event.seenOn === toIso(to));
    const bridge = measureWeek(states, index + 1, before, cash, events);
    bridge.from = toIso(from);
    bridge.to = toIso(to);
    before = nonPerforming(states);
    return bridge;
  });
}

/** Balances of the NPL stock by loan. */
function nonPerforming(states: readonly LoanState[]): Map<string, number> {
  return new Map(states.filter(isNonPerforming).map((state) => [state.loan.id, state.balance]));
}

function measureWeek(
  states: readonly LoanState[],
  week: number,
  before: ReadonlyMap<string, number>,
  cash: ReadonlyMap<string, number>,
  events: readonly PlantedEvent[],
): Bridge {
  const bridge = emptyBridge('', '');
  for (const balance of before.values()) bridge.opening += balance;
  for (const amount of cash.values()) bridge.cashPrincipal += amount;
  const back = new Set<string>();
  for (const event of events) {
    if (event.kind === 'fall-without-posting') bridge.unexplained += event.amount;
    if (event.kind === 'silent-exit') bridge.silentExit += event.amount;
    if (event.kind === 'return') {
      bridge.returned += event.amount;
      back.add(event.loanId);
    }
  }
  for (const state of states) {
    const { id } = state.loan;
    const balance = before.get(id);
    const bad = isNonPerforming(state);
    if (bad) bridge.closing += state.balance;
    if (bad && balance === undefined && !back.has(id)) bridge.newNpl += state.balance;
    if (balance === undefined || state.week !== week) continue;
    const left = balance - (cash.get(id) ?? 0);
    if (state.reason === '上迁') bridge.upgraded += left;
    if (state.reason === '核销') bridge.writtenOff += left;
    if (state.reason === '批量转让') bridge.transferred += left;
    if (state.reason === '以物抵债') bridge.foreclosed += left;
  }
  return bridge;
}

function emptyBridge(from: string, to: string): Bridge {
  return {
    from,
    to,
    opening: 0,
    newNpl: 0,
    returned: 0,
    cashPrincipal: 0,
    upgraded: 0,
    writtenOff: 0,
    transferred: 0,
    foreclosed: 0,
    silentExit: 0,
    unexplained: 0,
    closing: 0,
  };
}

export function sumBridges(weeks: readonly Bridge[]): Bridge {
  const total = emptyBridge(weeks[0]?.from ?? '', weeks.at(-1)?.to ?? '');
  total.opening = weeks[0]?.opening ?? 0;
  total.closing = weeks.at(-1)?.closing ?? 0;
  for (const week of weeks) {
    for (const part of [
      'newNpl',
      'returned',
      'cashPrincipal',
      'upgraded',
      'writtenOff',
      'transferred',
      'foreclosed',
      'silentExit',
      'unexplained',
    ] as const) {
      total[part] += week[part];
    }
  }
  return total;
}
