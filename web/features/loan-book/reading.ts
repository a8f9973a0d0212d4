import type { Delimiter, Encoding, Inspection } from './queries.ts';
import type { Preview } from './read-preview.ts';

/** How a file's text was come by: on this computer, or by the server once it had been sent. */
export interface Reading {
  encoding: Encoding;
  detected: Encoding;
  delimiter: Delimiter;
  readings: Preview['readings'];
  isSent: boolean;
  sheets: Inspection['sheets'];
  /** The sheet that is read; null for a text, which has an encoding instead. */
  sheet: string | null;
}

export const readingOfPreview = (preview: Preview): Reading => ({
  ...preview,
  isSent: false,
  sheets: [],
  sheet: null,
});

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|'];

export function readingOfInspection(inspection: Inspection): Reading {
  const { encoding, delimiter, sheets, sheet } = inspection;
  return {
    encoding: encoding.used,
    detected: encoding.detected,
    delimiter: DELIMITERS.find((one) => one === delimiter) ?? ',',
    readings: encoding.readings,
    isSent: true,
    sheets,
    sheet,
  };
}

/** From so many known headers on, a sheet looks like a loan book too. */
const ENOUGH = 3;

/** Other sheets that can be seen and look like a loan book: one load takes one of them. */
export const sheetsAlike = ({ sheets, sheet }: Reading): Inspection['sheets'] =>
  sheets.filter(
    ({ name, hidden, knownHeaders }) => name !== sheet && !hidden && knownHeaders >= ENOUGH,
  );
