import { useTranslation } from 'react-i18next';

const KNOWN = [
  'uploading',
  'queued',
  'examining',
  'loading',
  'checking',
  'roster',
  'triage',
  'movements',
  'credit',
  'saving',
  'done',
] as const;

/** The name of a stage of an import. */
export function useStage(): (stage: string) => string {
  const { t } = useTranslation('loanBook');
  return (stage) => t(`stage.${KNOWN.find((known) => known === stage) ?? 'other'}`);
}
