import { createApp } from '../../server/app.ts';
import type { Clock } from '../../server/calendar.ts';
import { type Desk, openDesk } from '../../server/open-desk.ts';

/** A clock that stands still on `day`: time is the one thing that tests mock. */
export function clockOn(day: string): Clock {
  return { today: () => day, now: () => `${day}T08:00:00.000Z` };
}

export interface TestApp {
  desk: Desk;
  app: ReturnType<typeof createApp>;
  /** A request as the local browser sends it. */
  request(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** The whole app over a real in-memory warehouse; `today` defaults to 2026-11-23. */
export async function openTestApp(today = '2026-11-23'): Promise<TestApp> {
  const desk = await openDesk(':memory:', clockOn(today));
  const app = createApp(desk);
  return {
    desk,
    app,
    request: async (path, init) => app.request(`http://127.0.0.1:5180${path}`, init),
    close: () => desk.warehouse.close(),
  };
}
