import type { Cases } from './case';

export const preference: Cases = {};
