import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { bytes } from '../../lib/format.ts';
import classes from './DataPage.module.css';
import { chooseFiles, dropWaiting, setUnattended, useDraft } from './draft.ts';
import { FileButton } from './FileButton.tsx';

/** What comes after the file that is being prepared or loaded. */
export function WaitingFiles() {
  const { t } = useTranslation('loanBook');
  const { waiting, unattended } = useDraft();
  const add = (
    <FileButton label={t('waiting.add')} variant="default" onFile={(file) => chooseFiles([file])} />
  );
  if (waiting.length === 0) return <div className={classes.actions}>{add}</div>;
  return (
    <Card
      title={t('waiting.title', { count: waiting.length })}
      subtitle={t('waiting.note')}
      actions={add}
    >
      <div className={classes.stack}>
        <Checkbox
          label={t('waiting.unattended')}
          description={t('waiting.unattendedNote')}
          checked={unattended}
          onChange={(event) => setUnattended(event.currentTarget.checked)}
        />
        <ol className={classes.waiting}>
          {waiting.map((file) => (
            <li key={`${file.name}-${file.size}-${file.lastModified}`}>
              <span>
                {file.name} · {bytes(file.size)}
              </span>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t('waiting.dropLabel', { file: file.name })}
                onClick={() => dropWaiting(file)}
              >
                {t('waiting.drop')}
              </Button>
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );
}
