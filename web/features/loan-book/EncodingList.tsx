import { useTranslation } from 'react-i18next';
import { useChoose } from './choices-context.ts';
import classes from './DataPage.module.css';
import type { Encoding } from './queries.ts';
import type { Reading } from './reading.ts';

const SHOWN = 5;

/** What the header looks like under each encoding; a click reads the file so. */
export function EncodingList(props: {
  reading: Reading;
  chosen: Encoding | undefined;
  header: number;
}) {
  const { reading, chosen, header } = props;
  const { t } = useTranslation('loanBook');
  const choose = useChoose();
  const { readings, encoding: used, detected } = reading;
  if (readings.length === 0) return null;
  return (
    <fieldset className={classes.encodings}>
      <legend className={classes.quiet}>{t('encodings.title')}</legend>
      {readings.map(({ encoding, records }) => {
        const cells = (records[header] ?? records[0] ?? [])
          .map((cell) => cell.trim())
          .filter((cell) => cell !== '');
        const isGarbled = records.some((record) => record.some((cell) => cell.includes('\ufffd')));
        return (
          <label key={encoding} className={classes.encoding} data-garbled={isGarbled || undefined}>
            <input
              type="radio"
              name="loan-book-encoding"
              checked={encoding === (chosen ?? used)}
              onChange={() => choose({ encoding })}
            />
            <span className={classes.encodingName}>{encoding.toUpperCase()}</span>
            <span className={classes.encodingCells}>{cells.slice(0, SHOWN).join(' · ')}</span>
            <span className={classes.quiet}>
              {encoding === detected
                ? t('encodings.detected')
                : isGarbled
                  ? t('encodings.garbled')
                  : ''}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
