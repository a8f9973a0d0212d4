/** How this process is set up, read once from the environment. */
export interface Config {
  /** Where everything that lasts is kept. Absolute or relative to the working folder. */
  dataFolder: string;
  port: number;
  /** Always a loopback address: local mode serves one desk. */
  hostname: string;
  /** Whether an empty data folder is filled with the sample bank. */
  sample: boolean;
}

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Reads `RECOUP_DATA` (default `data`), `PORT` (default 5180; 0 takes a free one), `HOST` (loopback
 * only) and `RECOUP_SAMPLE` (`0` starts empty). Throws a two-language sentence on what it declines.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const hostname = env['HOST'] || '127.0.0.1';
  if (!LOOPBACK_HOSTS.has(hostname)) {
    throw new Error(
      `本机模式只在回环地址上启动,不接受 HOST=${hostname}。请去掉 HOST。\n` +
        `Local mode starts on a loopback address only, not on HOST=${hostname}. Unset HOST.`,
    );
  }
  const port = Number(env['PORT'] || '5180');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(
      `PORT=${env['PORT']} 不是端口号(0–65535)。\nPORT=${env['PORT']} is not a port number (0–65535).`,
    );
  }
  return {
    dataFolder: env['RECOUP_DATA'] || 'data',
    port,
    hostname,
    sample: env['RECOUP_SAMPLE'] !== '0',
  };
}
