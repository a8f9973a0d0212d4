import type { Migration } from '../warehouse/warehouse.ts';

export const QUOTAS_TABLES: readonly Migration[] = [];
