/** The names of the arguments and input fields that hold secrets. They may come in variables only; see `literalSecret`. */
export const secretInputs: ReadonlySet<string> = new Set(["password", "temporaryPassword"]);
