/** The signals of calls that are under way, by what a call is known by on its way: its input, and then its request. */
const signals = new WeakMap<object, AbortSignal>();

/**
 * Gives a command the signal that ends it. Not by the options of `send`: a call with options is resolved by the SDK from
 * the beginning, through each of its middleware, instead of being cached.
 */
export function abortable<Command extends { readonly input: object }>(
  command: Command,
  signal: AbortSignal,
): Command {
  signals.set(command.input, signal);
  return command;
}

/** Called where the SDK knows both: the request that goes out belongs to this input. */
export function passSignalOn(input: object, request: object): void {
  const signal = signals.get(input);
  if (signal !== undefined) signals.set(request, signal);
}

export const signalOf = (request: object): AbortSignal | undefined => signals.get(request);
