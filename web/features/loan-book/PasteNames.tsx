import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Words.module.css';
import { readPasted } from './word-choices.ts';

interface Props {
  column: string;
  onPaste: (words: Record<string, string>) => void;
}

/** Where a table of codes and names is pasted from a spreadsheet. */
export function PasteNames({ column, onPaste }: Props) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const [text, setText] = useState('');
  const [taken, setTaken] = useState<number>();
  const { words, problem } = readPasted(text);
  const n = Object.keys(words).length;
  return (
    <details>
      <summary className={classes.quiet}>{t('words.paste')}</summary>
      <Textarea
        aria-label={t('words.pasteLabel', { column })}
        description={t('words.pasteNote')}
        rows={4}
        value={text}
        error={
          problem
            ? t(`words.pasted.${problem.why}`, { line: problem.line, word: problem.word })
            : undefined
        }
        onChange={(event) => {
          setText(event.currentTarget.value);
          setTaken(undefined);
        }}
      />
      <div className={classes.actions}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={problem !== undefined || n === 0}
          onClick={() => {
            onPaste(words);
            setTaken(n);
            setText('');
          }}
        >
          {t('words.pasteTake', { n: count(n) })}
        </Button>
        <span aria-live="polite" className={classes.quiet}>
          {taken === undefined ? null : t('words.pastedDone', { n: count(taken) })}
        </span>
      </div>
    </details>
  );
}
