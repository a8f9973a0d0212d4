import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { fileFor } from '../../server/serve-web.ts';

describe('the set-up of a desk', () => {
  it('is loopback, port 5180, ./data and the sample bank when nothing is said', () => {
    expect(readConfig({})).toEqual({
      dataFolder: 'data',
      port: 5180,
      hostname: '127.0.0.1',
      sample: true,
    });
  });

  it.each(['0.0.0.0', '192.168.1.20', '::', 'desk.bank.example'])(
    'does not start on another interface (%s), and says so in both languages',
    (HOST) => {
      expect(() => readConfig({ HOST })).toThrow(/回环地址[\s\S]*loopback/);
    },
  );

  it.each(['x', '-1', '70000', '80.5'])('declines PORT=%s', (PORT) => {
    expect(() => readConfig({ PORT })).toThrow(/端口[\s\S]*port/);
  });
});

describe('the folder that is served', () => {
  it.each(['/../secret', '/%2e%2e/secret', '/assets/%2e%2e/%2e%2e/secret', '/%00', '/%zz'])(
    'is not left by %s',
    (path) => {
      expect(fileFor('/app/web', path)).toBeUndefined();
    },
  );

  it('gives its own files', () => {
    expect(fileFor('/app/web', '/assets/a.js')).toBe('/app/web/assets/a.js');
  });
});
