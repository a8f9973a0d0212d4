import { useCallback, useSyncExternalStore } from 'react';

/** A zod schema, as far as reading needs it. */
export interface Reader<Value> {
  parse(value: unknown): Value;
}

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
export function readPreference<Value>(name: string, schema: Reader<Value>): Value | undefined {
  const raw = readRaw(`recoup.${name}`);
  if (raw === null) return undefined;
  try {
    return schema.parse(JSON.parse(raw));
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

export function forgetPreference(name: string): void {
  try {
    window.localStorage.removeItem(`recoup.${name}`);
  } catch {
    // Where nothing can be remembered there is nothing to forget.
  }
  for (const listener of listeners) listener();
}

/** A choice this browser remembers. `schema` guards what an older version may have left there. */
export function usePreference<Value>(
  name: string,
  schema: Reader<Value>,
  initial: Value,
): [Value, (value: Value) => void] {
  const raw = useSyncExternalStore(subscribe, () => readRaw(`recoup.${name}`));
  const value = raw === null ? initial : (readPreference(name, schema) ?? initial);
  const set = useCallback((next: Value) => writePreference(name, next), [name]);
  return [value, set];
}
