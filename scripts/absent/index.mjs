// Nothing of the model runtimes is used: an import finds an empty object.
export default {};
