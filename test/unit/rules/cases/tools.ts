import type { Cases } from './case';

export const tools: Cases = {};
