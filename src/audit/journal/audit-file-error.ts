/** An audit file that cannot be used: the place and what is wrong, never what stands there. */
export class AuditFileError extends Error {
  override readonly name = "AuditFileError";

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly line?: number,
    options?: ErrorOptions,
  ) {
    super(`${line === undefined ? file : `${file}:${line}`}: ${problem}`, options);
  }
}
