import type { Cases } from './case';

export const media: Cases = {};
