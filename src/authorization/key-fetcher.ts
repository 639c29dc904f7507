import { FetchError } from "aws-jwt-verify/error";
import { type Fetcher, SimpleFetcher } from "aws-jwt-verify/https";

const timeoutMs = 3000;
const maximumBytes = 256 * 1024;

/**
 * Fetches an issuer's keys over https; over plain http only where the configuration accepted it, which is loopback.
 * aws-jwt-verify's own fetcher speaks https alone.
 */
export function createKeyFetcher(): Fetcher {
  const https = new SimpleFetcher({ defaultRequestOptions: { responseTimeout: timeoutMs } });
  return {
    fetch: async (uri, ...rest) => {
      if (uri.startsWith("https:")) return https.fetch(uri, ...rest);
      return fetchOverHttp(uri);
    },
  };
}

async function fetchOverHttp(uri: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(uri, {
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await response.arrayBuffer();
    if (!response.ok || body.byteLength > maximumBytes) throw new Error("No usable key set.");
    return body;
  } catch (error) {
    throw new FetchError(uri, error);
  }
}
