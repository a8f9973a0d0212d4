import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

// Biome's noRestrictedImports holds the rooms' walls as one types; it cannot tell a type import
// from another, nor order the rooms, so this test holds the whole house.

const root = join(import.meta.dirname, '../..');
const ROOMS = ['loan-book', 'side-files', 'roster', 'triage', 'loans', 'quotas', 'recovery'];
const LEAVES = ['money.ts', 'calendar.ts', 'errors.ts', 'config.ts'];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  );
  return [...found].map(([, type, named, dynamic]) => {
    const target = named ?? dynamic ?? '';
    const to = target.startsWith('.') ? relative(root, join(dirname(file), target)) : target;
    return { from: relative(root, file), to, typeOnly: type !== undefined };
  });
}

function allImports(folder: string): Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => importsOf(join(root, folder, name)));
}

const server = allImports('server');
const web = allImports('web');
const roomOf = (path: string) => ROOMS.find((room) => path.startsWith(`server/${room}/`));
const featureOf = (path: string) => /^web\/features\/([^/]+)\//.exec(path)?.[1];
const shown = (list: Import[]) => list.map(({ from, to }) => `${from} → ${to}`);

describe('the walls of the house', () => {
  it('are looked for in files that exist', () => {
    expect(server.length).toBeGreaterThan(20);
    expect(web.length).toBeGreaterThan(10);
  });

  it('a leaf imports nothing of ours', () => {
    const leaves = server.filter((one) => LEAVES.includes(one.from.replace('server/', '')));
    expect(shown(leaves.filter((one) => one.to.startsWith('server/')))).toEqual([]);
  });

  it('the warehouse imports only leaves', () => {
    const inside = server.filter((one) => one.from.startsWith('server/warehouse/'));
    const wrong = inside.filter(
      (one) =>
        one.to.startsWith('server/') &&
        !one.to.startsWith('server/warehouse/') &&
        !LEAVES.includes(one.to.replace('server/', '')),
    );
    expect(shown(wrong)).toEqual([]);
  });

  it('only the warehouse opens the database engine', () => {
    const wrong = server.filter(
      (one) => one.to.startsWith('@duckdb/') && !one.from.startsWith('server/warehouse/'),
    );
    expect(shown(wrong)).toEqual([]);
  });

  it('a room imports only rooms upstream of it, and nothing that composes rooms', () => {
    const composers = ['app.ts', 'open-desk.ts', 'main.ts', 'cli.ts', 'dev-app.ts'];
    const wrong = server.filter(({ from, to }) => {
      const room = roomOf(from);
      if (room === undefined || !to.startsWith('server/')) return false;
      const other = roomOf(to);
      if (other !== undefined) return ROOMS.indexOf(other) > ROOMS.indexOf(room);
      return composers.includes(to.replace('server/', ''));
    });
    expect(shown(wrong)).toEqual([]);
  });

  it('a rule file sees no database: in quotas and triage only get-, write and route files do', () => {
    const rules = [
      'quotas/apportion.ts',
      'quotas/matrix.ts',
      'recovery/pace.ts',
      'recovery/bridge.ts',
    ];
    const wrong = server.filter(
      ({ from, to, typeOnly }) =>
        rules.includes(from.replace('server/', '')) && to.includes('/warehouse/') && !typeOnly,
    );
    expect(shown(wrong)).toEqual([]);
  });

  it('the web imports only types from the server', () => {
    const wrong = web.filter((one) => one.to.startsWith('server/') && !one.typeOnly);
    expect(shown(wrong)).toEqual([]);
  });

  it('the server imports nothing of the web', () => {
    expect(shown(server.filter((one) => one.to.startsWith('web/')))).toEqual([]);
  });

  it('a feature imports no other feature, and shared parts know no feature', () => {
    const wrong = web.filter(({ from, to }) => {
      const target = featureOf(to);
      if (target === undefined) return false;
      const own = featureOf(from);
      return own === undefined
        ? !from.startsWith('web/app/') && from !== 'web/main.tsx'
        : own !== target;
    });
    expect(shown(wrong)).toEqual([]);
  });
});
