import type { Clock } from './calendar.ts';
import { clearSampleIn } from './desk/clear-sample.ts';
import { DESK_TABLES } from './desk/tables.ts';
import { LOAN_BOOK_TABLES } from './loan-book/tables.ts';
import { removeLeftovers } from './loan-book/uploads.ts';
import { QUOTAS_TABLES } from './quotas/tables.ts';
import { creditStep } from './recovery/credit-postings.ts';
import { cohortStep } from './recovery/get-cohorts.ts';
import { segmentStep } from './recovery/segment-stock.ts';
import { RECOVERY_TABLES } from './recovery/tables.ts';
import { ensureMovements, movementStep } from './recovery/write-movements.ts';
import { ensureTransitions, transitionStep } from './recovery/write-transitions.ts';
import { resolveCodes } from './roster/resolve-codes.ts';
import { ROSTER_TABLES } from './roster/tables.ts';
import { SIDE_FILE_TABLES } from './side-files/tables.ts';
import { claimStep } from './triage/claim-sql.ts';
import { ensureRollups, evaluateTriage } from './triage/evaluate-triage.ts';
import { TRIAGE_TABLES } from './triage/tables.ts';
import { openWarehouse, type WarehouseOptions } from './warehouse/open-warehouse.ts';
import type { LoadDeps } from './warehouse/room-deps.ts';

/** A bank's data, open, with what the rooms add to each other's work. */
export type Desk = LoadDeps;

export interface DeskOptions extends WarehouseOptions {
  /** Hears how far what an upgrade makes of older books is. */
  tell?: (done: number, of: number) => void;
}

/**
 * Opens the warehouse of `folder` (or ':memory:') with every room's tables in place. What an upgrade
 * has to make of the books of before is made here, a book or a pair of books a transaction, so that it goes
 * on where it was stopped.
 */
export async function openDesk(
  folder: string,
  clock: Clock,
  { tell = () => undefined, ...options }: DeskOptions = {},
): Promise<Desk> {
  const warehouse = await openWarehouse(folder, options);
  await removeLeftovers(warehouse);
  await warehouse.migrate([
    ...DESK_TABLES,
    ...LOAN_BOOK_TABLES,
    ...SIDE_FILE_TABLES,
    ...ROSTER_TABLES,
    ...TRIAGE_TABLES,
    ...QUOTAS_TABLES,
    ...RECOVERY_TABLES,
  ]);
  await ensureRollups(warehouse, tell);
  await ensureMovements(warehouse, tell);
  await ensureTransitions(warehouse, tell);
  return {
    warehouse,
    clock,
    loadSteps: [
      resolveCodes,
      evaluateTriage,
      claimStep,
      cohortStep,
      segmentStep,
      movementStep,
      transitionStep,
      creditStep(warehouse.incoming, clock),
    ],
    clearSample: clearSampleIn,
  };
}
