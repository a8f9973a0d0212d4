import { createApp } from './app.ts';
import { systemClock } from './calendar.ts';
import { type Desk, openDesk } from './open-desk.ts';

declare global {
  // One process opens one warehouse: Vite loads this module anew at every change of the server.
  var recoupDevDesk: Promise<Desk> | undefined;
}

globalThis.recoupDevDesk ??= openDesk(process.env['RECOUP_DATA'] || 'data', systemClock);

/** The API inside Vite's development server. */
const app = createApp(await globalThis.recoupDevDesk);

export default app;
