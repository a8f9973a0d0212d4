import { useState } from 'react';
import * as z from 'zod/mini';
import { usePreference } from '../../lib/preference.ts';

/** The name that this browser remembers, and a note to go with it once. */
export function useNameNote() {
  const [who, onWho] = usePreference('quotas.who', z.string(), '');
  const [note, onNote] = useState('');
  return { who, note, onWho, onNote };
}
