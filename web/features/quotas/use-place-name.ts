import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/use-format.ts';

interface Named {
  branch: string | null;
  officer?: string | null | undefined;
  month?: number | null | undefined;
}

/** A place of the matrix in words: "城关支行 李建国 3月", "城关支行 全年". */
export function usePlaceName(): (place: Named) => string {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  return ({ branch, officer, month }) =>
    [
      branch ?? t('matrix.bank'),
      officer === '' ? t('comment.jointPool') : officer,
      month ? format.monthName(month) : t('matrix.year'),
    ]
      .filter(Boolean)
      .join(' ');
}
