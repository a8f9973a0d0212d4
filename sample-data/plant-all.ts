import { toDay, toIso } from './days.ts';
import { isNonPerforming } from './loan-state.ts';
import { at, type Chooser } from './plan-event.ts';
import { plantCaseEvents } from './plant-case-events.ts';
import { plantDamagedRows, plantLedgerEvents } from './plant-ledger-events.ts';
import type { Simulation } from './simulation.ts';
import { officerLeaves } from './work-cases.ts';

/** People first, because some planted events must keep clear of the stalled officer. */
export function plantAll(simulation: Simulation, choose: Chooser): void {
  plantPeople(simulation);
  plantLedgerEvents(simulation, choose);
  plantCaseEvents(simulation, choose);
  plantDamagedRows(simulation, choose);
}

/** One officer with a full desk stops collecting; another leaves at the end of July. */
function plantPeople(simulation: Simulation): void {
  const { officers, days } = simulation;
  const last = days.length - 1;
  const desk = (name: string): number =>
    simulation.loans.filter((loan) => loan.state.officer === name && isNonPerforming(loan.state))
      .length;
  const candidates = officers.filter((officer) => officer.branch === '河西支行' && !officer.idle);
  const busiest = candidates.sort((a, b) => desk(b.name) - desk(a.name))[0];
  if (busiest !== undefined) simulation.stalledOfficer = { name: busiest.name, fromWeek: last - 3 };
  const leaver = officers
    .filter((officer) => officer.branch === '石桥支行' && !officer.idle)
    .at(-1);
  const year = toIso(days.at(-1) ?? 0).slice(0, 4);
  const leaves = toDay(`${year}-07-31`);
  const week = days.findIndex((day) => day > leaves);
  if (leaver === undefined || week < 0) return;
  leaver.to = leaves;
  at(simulation, week, () => officerLeaves(simulation, leaver.name));
}
