import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { problem } from './problem-shape.ts';
import { ask, type Send } from './send.ts';

export type OnStage = (stage: string) => void;

/** Asks after a job in the background until it has ended; answers its result or throws its Refusal. */
export async function followJob<Result>(
  send: Send,
  path: string,
  result: z.ZodType<Result>,
  onStage: OnStage,
): Promise<Result> {
  const state = z.object({
    stage: z.string(),
    result: result.nullish(),
    problem: problem.nullish(),
  });
  for (let pause = 5; ; pause = Math.min(pause * 2, 200)) {
    const job = await ask(send, state, path);
    onStage(job.stage);
    if (job.result !== null && job.result !== undefined) return job.result;
    if (job.problem) {
      const { code, status, says, details } = job.problem;
      throw new Refusal(code, status, says, details);
    }
    await wait(pause);
  }
}
