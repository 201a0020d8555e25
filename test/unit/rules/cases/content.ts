import type { Cases } from './case';

export const content: Cases = {};
