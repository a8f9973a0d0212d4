import { MatrixPart } from './MatrixPart.tsx';

/** How claims move between states. */
export function MigrationView() {
  return <MatrixPart />;
}
