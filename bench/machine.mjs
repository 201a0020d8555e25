import { availableParallelism, cpus, loadavg, platform, release } from 'node:os';

/**
 * @typedef {object} Machine
 * @property {string} cpu
 * @property {number} cores
 * @property {string} node
 * @property {string} system
 */

/** @returns {Machine} */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    system: `${platform()} ${release()}`,
  };
}

/** What else the machine was busy with over the last minute, in cores; always 0 on Windows. */
export function currentLoad() {
  return loadavg()[0] ?? 0;
}
