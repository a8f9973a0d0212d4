import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { systemClock } from './calendar.ts';
import { readConfig } from './config.ts';
import { fillWithSample } from './desk/fill-with-sample.ts';
import { Refusal } from './errors.ts';
import { keepReady } from './keep-ready.ts';
import { openDesk } from './open-desk.ts';
import { serveWeb } from './serve-web.ts';

function leave(error: unknown): never {
  if (error instanceof Refusal) {
    const { happened, kept, next } = error.says;
    console.error([happened.zh, kept.zh, next.zh].join(''));
    console.error([happened.en, kept.en, next.en].join(' '));
  } else if (error instanceof Error) {
    console.error(error.message);
  } else {
    console.error(error);
  }
  process.exit(1);
}

async function main() {
  const config = readConfig(process.env);
  const folder = resolve(config.dataFolder);
  mkdirSync(folder, { recursive: true });
  const desk = await openDesk(folder, systemClock, {
    tell(done, of) {
      if (done % 10 > 0) return;
      console.log(
        `升级:整理历史数据 ${done}/${of} · Upgrading: preparing past books ${done}/${of}`,
      );
    },
  });
  if (config.sample) await fillWithSample(desk, (line) => console.log(line));
  const app = createApp(desk);
  app.use('*', serveWeb(fileURLToPath(new URL('../web', import.meta.url))));
  const ready = keepReady(app, desk);
  const server = serve(
    {
      fetch: ready.fetch,
      port: config.port,
      hostname: config.hostname,
      // A 2 GB upload over a slow disk takes longer than Node's default 300 s.
      serverOptions: { requestTimeout: 0 },
    },
    ({ port }) => {
      const address = `http://127.0.0.1:${port}`;
      // The command line finds a running desk by this file and sends its requests there.
      writeFileSync(join(folder, 'desk.json'), JSON.stringify({ pid: process.pid, address }));
      console.log(`数据目录 · Data folder: ${folder}`);
      console.log(`清收台已就绪 · Recoup is ready: ${address}`);
    },
  );
  server.on('error', async (error: NodeJS.ErrnoException) => {
    await desk.warehouse.close();
    if (error.code !== 'EADDRINUSE') leave(error);
    console.error(`端口 ${config.port} 已被占用。请用 PORT=其他端口 再启动;数据没有变化。`);
    console.error(
      `Port ${config.port} is taken. Start again with another PORT; no data has changed.`,
    );
    process.exit(1);
  });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    rmSync(join(folder, 'desk.json'), { force: true });
    server.close();
    await ready.stop();
    // Leaving with statements still queued crashes the engine: drain first.
    await desk.warehouse.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch(leave);
