/** The line on standard output that says where it listens: a line of the log, at whatever level that is. */
export const listeningLine = (addresses: {
  readonly url: string;
  readonly adminUrl?: string;
}): string =>
  JSON.stringify({
    msg: "listening",
    level: "info",
    time: new Date().toISOString(),
    ...addresses,
  });
