// Takes the place of the native watchdog, which ends an extension host whose server is gone.
const interval = 5000;

/** @param {number} parent process id of the server */
exports.start = (parent) => {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, interval).unref();
};
