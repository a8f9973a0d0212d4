import { useCallback, useSyncExternalStore } from 'react';
import type { z } from 'zod';

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function readRaw(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What this browser remembers under `recoup.<name>`, or undefined when nothing readable is there. */
export function readPreference<Value>(name: string, schema: z.ZodType<Value>): Value | undefined {
  const raw = readRaw(`recoup.${name}`);
  if (raw === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}

export function writePreference(name: string, value: unknown): void {
  try {
    window.localStorage.setItem(`recoup.${name}`, JSON.stringify(value));
  } catch {
    // A full or forbidden storage only means that the choice is not remembered.
  }
  for (const listener of listeners) listener();
}

/** A choice this browser remembers. `schema` guards what an older version may have left there. */
export function usePreference<Value>(
  name: string,
  schema: z.ZodType<Value>,
  initial: Value,
): [Value, (value: Value) => void] {
  const raw = useSyncExternalStore(subscribe, () => readRaw(`recoup.${name}`));
  const value = raw === null ? initial : (readPreference(name, schema) ?? initial);
  const set = useCallback((next: Value) => writePreference(name, next), [name]);
  return [value, set];
}
