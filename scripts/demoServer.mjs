// `npm run demo-server`: two tiny language models to try probing with. Until the packages are there, Node's own modules must do.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensurePackages, npm } from './ensurePackages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = path.join(root, 'dist', 'demoServer.js');

ensurePackages();
if (!existsSync(program)) npm('run build');
const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
child.once('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
// Ctrl+C reaches the child too, which then ends by itself.
process.on('SIGINT', () => {});
process.once('SIGTERM', () => child.kill());
