import type { Cases } from './case';

export const columns: Cases = {};
