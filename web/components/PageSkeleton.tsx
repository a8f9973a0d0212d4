import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Columns } from './Card.tsx';
import { Tiles } from './Tile.tsx';

const FIVE = ['a', 'b', 'c', 'd', 'e'];

/** The shape of a page while its data is on the way. */
export function PageSkeleton() {
  const { t } = useTranslation('parts');
  return (
    <>
      <output className="sr-only">{t('state.loading')}</output>
      <Skeleton height={28} width="70%" />
      <Skeleton height={16} width="45%" />
      <Tiles>
        {FIVE.map((key) => (
          <Skeleton key={key} height={92} radius="md" />
        ))}
      </Tiles>
      <Columns template="7fr 5fr">
        <Skeleton height={300} radius="md" />
        <Skeleton height={300} radius="md" />
      </Columns>
    </>
  );
}
