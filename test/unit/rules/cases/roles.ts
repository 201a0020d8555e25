import type { Cases } from './case';

export const roles: Cases = {};
