import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count, duration } from '../lib/format.ts';
import classes from './UploadProgress.module.css';

export interface UploadProgressProps {
  /** What is being worked on, usually the file's name. */
  title: ReactNode;
  /** The stage in words. */
  stage: ReactNode;
  /** 0–1; undefined while it cannot be known. */
  done?: number | undefined;
  rows?: number | undefined;
  rowsPerSecond?: number | undefined;
  secondsElapsed?: number | undefined;
  secondsLeft?: number | undefined;
  onCancel?: (() => void) | undefined;
  cancelling?: boolean;
}

/** Long work under way: stage, rows, speed, time left, and a way out. */
export function UploadProgress(props: UploadProgressProps) {
  const { title, stage, done, rows, rowsPerSecond, secondsElapsed, secondsLeft } = props;
  const { t } = useTranslation('parts');
  const facts = [
    rows === undefined ? null : t('upload.rows', { text: count(rows) }),
    rowsPerSecond === undefined ? null : t('upload.speed', { text: count(rowsPerSecond) }),
    secondsElapsed === undefined ? null : t('upload.elapsed', { text: duration(secondsElapsed) }),
    secondsLeft === undefined ? null : t('upload.left', { text: duration(secondsLeft) }),
  ].filter((fact) => fact !== null);
  return (
    <div className={classes.box}>
      <div className={classes.head}>
        <strong>{title}</strong>
        <output className={classes.stage}>{stage}</output>
        {props.onCancel ? (
          <Button variant="default" onClick={props.onCancel} disabled={props.cancelling === true}>
            {props.cancelling ? t('upload.cancelling') : t('upload.cancel')}
          </Button>
        ) : null}
      </div>
      <Progress.Root size={8}>
        <Progress.Section
          value={done === undefined ? 100 : done * 100}
          striped={done === undefined}
          animated={done === undefined}
          aria-label={typeof title === 'string' ? title : t('state.loading')}
        />
      </Progress.Root>
      <p className={classes.facts}>{facts.join(' · ')}</p>
    </div>
  );
}
