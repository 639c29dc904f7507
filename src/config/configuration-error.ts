/** One mistake of a configuration, with its path in the file or the name of its environment variable. */
export interface ConfigurationMistake {
  readonly path: string;
  readonly problem: string;
}

/** A configuration that cannot be used, with every mistake in it. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(
    readonly source: string,
    readonly mistakes: readonly ConfigurationMistake[],
  ) {
    super(
      [
        `${source} cannot be used:`,
        ...mistakes.map(({ path, problem }) => `  ${path}: ${problem}`),
      ].join("\n"),
    );
  }
}
