import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { createApp } from '../app.ts';
import { systemClock } from '../calendar.ts';
import { type Send, sendTo, sendToAddress } from '../client/send.ts';
import { openDesk } from '../open-desk.ts';

export interface Connection {
  send: Send;
  close(): Promise<void>;
}

const deskFile = z.object({ pid: z.int(), address: z.string() });

async function runningDesk(folder: string): Promise<Send | undefined> {
  const text = await readFile(join(folder, 'desk.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { address } = deskFile.parse(JSON.parse(text));
  const send = sendToAddress(address);
  const healthy = await send('/api/health').then(
    (response) => response.ok,
    () => false,
  );
  return healthy ? send : undefined;
}

/**
 * The desk of a data folder: the running one when there is one (only one process may open a
 * folder), else one opened for this command.
 */
export async function connect(dataFolder: string): Promise<Connection> {
  const folder = resolve(dataFolder);
  const running = await runningDesk(folder);
  if (running) return { send: running, close: async () => undefined };
  const desk = await openDesk(folder, systemClock);
  return { send: sendTo(createApp(desk)), close: () => desk.warehouse.close() };
}
