/** One mistake of a policy file, with its place. */
export interface PolicyMistake {
  readonly file: string;
  /** Undefined when it is about the file as a whole. */
  readonly line?: number;
  readonly problem: string;
}

/** Policies that cannot be used, with every mistake in them. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";

  constructor(readonly mistakes: readonly PolicyMistake[]) {
    super(
      [
        "The policies cannot be used:",
        ...mistakes.map(({ file, line, problem }) =>
          line === undefined ? `  ${file}: ${problem}` : `  ${file}:${line}: ${problem}`,
        ),
      ].join("\n"),
    );
  }
}
