// What every command needs first: the right Node, the installed packages, a build that is not
// older than the sources. Plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

function fail(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

function run(command, args, quiet) {
  const windows = process.platform === 'win32';
  const done = spawnSync(command, args, {
    cwd: root,
    shell: windows,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
    encoding: 'utf8',
  });
  if (done.status !== 0) {
    if (quiet) console.error(done.stdout, done.stderr);
    fail(
      `命令失败:${command} ${args.join(' ')}。数据没有变化;请看上面的提示后重试。`,
      `This failed: ${command} ${args.join(' ')}. No data has changed; see the lines above, then try again.`,
    );
  }
}

/** The newest change below `path`, in ms. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `清收台需要 Node 20.19 或更新版本,现在是 ${process.versions.node}。请安装后重试。`,
    `Recoup needs Node 20.19 or later; this is ${process.versions.node}. Install it and try again.`,
  );
}

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = join(root, 'node_modules', '.recoup-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('正在安装依赖 · Installing packages …');
  // Not `npm ci`: it refuses a lock file made where a registry lacks some platform's optional
  // packages. `--no-save` keeps the locked versions and leaves the lock file as it is.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', '--no-save', '--include=dev', ...quiet], false);
  writeFileSync(stamp, lock);
}

function build() {
  const stamp = join(root, 'dist', '.built');
  const sources = ['server', 'web', 'sample-data', 'vite.config.ts', 'package-lock.json'];
  const changed = Math.max(...sources.map((name) => newest(join(root, name))));
  if (existsSync(stamp) && statSync(stamp).mtimeMs > changed) return;
  console.error('正在构建 · Building …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  run(process.execPath, [vite, 'build', '--logLevel', 'warn'], true);
  run(process.execPath, [vite, 'build', '--ssr', '--logLevel', 'warn'], true);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
}

/** Installs what is missing and, when asked, builds what is stale. Exits with a sentence on failure. */
export async function prepare({ build: wantsBuild = false } = {}) {
  checkNode();
  install();
  if (wantsBuild) build();
}
