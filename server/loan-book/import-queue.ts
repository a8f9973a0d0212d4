import { randomUUID } from 'node:crypto';
import type { Clock } from '../calendar.ts';
import { type Explanation, Refusal } from '../errors.ts';
import type { ImportProgress } from './import-request.ts';
import type { ImportResult } from './import-result.ts';
import { importCancelled, importMissing } from './refuse-file.ts';

/** The work of a job: an import, or an amendment of what was imported. */
type Work<Result> = (hooks: {
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
}) => Promise<Result>;

/** What went wrong with an import, as problem details say it. */
export interface ImportProblem {
  code: string;
  status: number;
  says: Explanation;
  details: Record<string, unknown>;
}

/** An import in the background: waiting, running or ended. */
export interface ImportJob<Result = ImportResult> {
  importId: string;
  fileName: string;
  asOf: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** 'queued', 'examining', 'loading', 'checking', a room's step, 'saving', 'done'. */
  stage: string;
  rows: number;
  bytes: number;
  bytesTotal: number;
  startedAt: string;
  /** Milliseconds since it began to run. */
  elapsedMs: number;
  result: Result | null;
  problem: ImportProblem | null;
}

const KEPT = 50;

const DEFECT: Explanation = {
  happened: { zh: '导入时内部出错。', en: 'The import met an internal error.' },
  kept: { zh: '已有数据没有任何变化。', en: 'Nothing that was already stored has changed.' },
  next: {
    zh: '请重试;若仍出现,请把时间和文件情况告诉管理员。',
    en: 'Try again; if it recurs, tell your administrator the time and what file it was.',
  },
};

function problemOf(error: unknown): ImportProblem {
  if (error instanceof Refusal) {
    const { code, status, says, details } = error;
    return { code, status, says, details };
  }
  // Never the message, which may quote cells of the file: where it happened is enough.
  const frames = error instanceof Error ? (error.stack ?? '').match(/^ {4}at .*$/gm) : null;
  console.error(['import failed', ...(frames ?? [])].join('\n'));
  return { code: 'defect', status: 500, says: DEFECT, details: {} };
}

/**
 * Runs imports one after the other and remembers the latest that have ended, and all that have not,
 * for as long as the process lives.
 */
export class ImportQueue<Result = ImportResult> {
  private readonly clock: Clock;
  private readonly jobs = new Map<string, ImportJob<Result>>();
  private readonly stops = new Map<string, AbortController>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Queues the work on a file; `done` is called once it has succeeded. */
  start(
    { fileName, asOf }: Pick<ImportJob, 'fileName' | 'asOf'>,
    work: Work<Result>,
    done: () => Promise<void>,
  ): string {
    const importId = randomUUID();
    const job: ImportJob<Result> = {
      importId,
      fileName,
      asOf,
      state: 'queued',
      stage: 'queued',
      rows: 0,
      bytes: 0,
      bytesTotal: 0,
      startedAt: this.clock.now(),
      elapsedMs: 0,
      result: null,
      problem: null,
    };
    const stop = new AbortController();
    this.jobs.set(importId, job);
    this.stops.set(importId, stop);
    for (const old of [...this.jobs.keys()].slice(0, -KEPT)) {
      if (!this.stops.has(old)) this.jobs.delete(old);
    }
    this.last = this.last.then(() => this.run(job, work, stop.signal, done));
    return importId;
  }

  private async run(
    job: ImportJob<Result>,
    work: Work<Result>,
    signal: AbortSignal,
    done: () => Promise<void>,
  ): Promise<void> {
    const began = performance.now();
    const onProgress = (progress: ImportProgress) => {
      Object.assign(job, progress, { elapsedMs: Math.round(performance.now() - began) });
    };
    try {
      signal.throwIfAborted();
      job.state = 'running';
      job.result = await work({ signal, onProgress });
      job.state = 'done';
      job.stage = 'done';
      await done();
    } catch (error) {
      job.problem = problemOf(error);
      job.state = job.problem.code === 'import-cancelled' ? 'cancelled' : 'failed';
    } finally {
      job.elapsedMs = Math.round(performance.now() - began);
      this.stops.delete(job.importId);
    }
  }

  /** Newest first. */
  list(): ImportJob<Result>[] {
    return [...this.jobs.values()].reverse();
  }

  /** Refuses with 'import-missing'. */
  get(importId: string): ImportJob<Result> {
    const job = this.jobs.get(importId);
    if (job === undefined) throw importMissing(importId);
    return job;
  }

  /** Stops an import; what it had read is undone. An import that has ended stays as it is. */
  cancel(importId: string): ImportJob<Result> {
    const job = this.get(importId);
    this.stops.get(importId)?.abort(importCancelled());
    return job;
  }
}
