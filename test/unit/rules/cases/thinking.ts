import type { Cases } from './case';

export const thinking: Cases = {};
