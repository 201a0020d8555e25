// Nothing of the model runtimes is used: whatever is imported is undefined.
module.exports = {};
