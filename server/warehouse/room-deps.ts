import type { Clock } from '../calendar.ts';
import type { Transaction, Warehouse } from './warehouse.ts';

/** What every room is given: the warehouse and the time. */
export interface RoomDeps {
  warehouse: Warehouse;
  clock: Clock;
}

/**
 * What a room downstream does inside the load of a snapshot, before it becomes visible: triage
 * the loans, write the rollups. Runs in the load's transaction; throwing undoes the whole load.
 */
export interface LoadStep {
  /** Shown as the stage while it runs. */
  name: string;
  run(tx: Transaction, snapshot: { id: number; asOf: string }): Promise<void>;
  /**
   * What it does when a superseded snapshot becomes current again, in that transaction; what `run`
   * wrote for it is still there. Absent where that is all there is to know.
   */
  restore?(tx: Transaction, snapshot: { id: number; asOf: string }): Promise<void>;
}

/** What the load of a snapshot needs of the whole desk. */
export interface LoadDeps extends RoomDeps {
  /** What the rooms downstream add to it. */
  loadSteps: readonly LoadStep[];
  /** Removes the sample bank, where a bank starts with its own file; refuses own data. */
  clearSample(tx: Transaction): Promise<void>;
}
