/** An answer other than success, as it goes over the wire. */
export class ServiceError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status: number = type === "InternalErrorException" ? 500 : 400,
    /** The call had changed the pool before it failed. */
    readonly isApplied = false,
  ) {
    super(message);
    this.name = type;
  }

  /** The same error, of a call whose change stays. */
  asApplied(): ServiceError {
    return new ServiceError(this.type, this.message, this.status, true);
  }
}

/** Makes an error out of the names it was given to make; thrown by the caller. */
export type Raise<Name extends string> = (name: Name, message: string) => ServiceError;
