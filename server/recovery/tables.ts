import type { Migration } from '../warehouse/warehouse.ts';

export const RECOVERY_TABLES: readonly Migration[] = [];
