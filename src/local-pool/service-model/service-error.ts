/** An answer other than success, as it goes over the wire. */
export class ServiceError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status: number = type === "InternalErrorException" ? 500 : 400,
  ) {
    super(message);
    this.name = type;
  }
}

/** Makes an error out of the names it was given to make; thrown by the caller. */
export type Raise<Name extends string> = (name: Name, message: string) => ServiceError;
