// The calls to Cognito that a service was told to make: its arguments are the endpoint and the way.
const [, , endpoint, way] = process.argv;

/** Each way is loaded only where it is used: what is loaded counts as memory and time to start. */
export async function openCalls() {
  if (way === "signed") return (await import("./signed-calls.mjs")).signedCalls(endpoint);
  const { defaultCalls, gatewayCalls } = await import("./sdk-calls.mjs");
  return way === "gateway" ? gatewayCalls(endpoint) : defaultCalls(endpoint);
}
