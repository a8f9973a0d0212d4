import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const ARGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** The archives of the Chromium that comes as a package, and its version. */
function packaged(): { bin: string; version: string } {
  const require = createRequire(import.meta.url);
  const root = dirname(dirname(require.resolve('@sparticuz/chromium')));
  const { version } = require(join(root, 'package.json'));
  return { bin: join(root, 'bin'), version: String(version) };
}

/**
 * Unpacks archives into `folder`, once for all processes: each works in a folder of its own, and
 * the first to finish gives it its name.
 */
async function unpack(folder: string, archives: readonly string[]): Promise<void> {
  if (existsSync(folder)) return;
  const before = process.env['TMPDIR'];
  const own = mkdtempSync(`${folder}-`);
  try {
    // The package unpacks into the system's temporary folder, and asks for it at each call.
    process.env['TMPDIR'] = own;
    for (const archive of archives) await inflate(archive);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** The packaged Chromium, and where its libraries are when this machine lacks some of them. */
async function unpackChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const { bin, version } = packaged();
  const home = join(tmpdir(), `recoup-chromium-${version}`);
  await unpack(home, [join(bin, 'chromium.br')]);
  const executablePath = join(home, 'chromium');
  const env: Record<string, string> = {};
  if (execFileSync('ldd', [executablePath], { encoding: 'utf8' }).includes('not found')) {
    await unpack(`${home}-libraries`, [join(bin, 'al2023.tar.br')]);
    env['LD_LIBRARY_PATH'] = join(`${home}-libraries`, 'al2023', 'lib');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) {
    await unpack(`${home}-fonts`, [join(bin, 'fonts.tar.br')]);
    env['FONTCONFIG_PATH'] = join(`${home}-fonts`, 'fonts');
  }
  return { executablePath, env };
}

/** A real Chromium: the installed one, or the one in node_modules, which needs nothing installed. */
export async function openBrowser(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path));
  const { executablePath, env } = installed
    ? { executablePath: installed, env: {} }
    : await unpackChromium();
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return chromium.launch({
    executablePath,
    args: ARGS,
    env: { ...Object.fromEntries(inherited), ...env },
  });
}
