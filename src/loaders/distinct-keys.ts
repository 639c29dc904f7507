import { GatewayError } from "../errors/gateway-error.js";

/** The different keys that one request has asked for, of which there may be so many (`limits.userKeys`). */
export class DistinctKeys {
  private readonly met = new Set<string>();
  private readonly maximum: number;

  constructor({ userKeys }: { readonly userKeys: number }) {
    this.maximum = userKeys;
  }

  /** QUERY_TOO_LARGE for one too many; a key that was asked for before costs nothing. */
  count(key: string): void {
    if (!this.met.has(key) && this.met.size >= this.maximum) {
      throw new GatewayError("QUERY_TOO_LARGE", { limit: "userKeys" });
    }
    this.met.add(key);
  }

  has(key: string): boolean {
    return this.met.has(key);
  }
}
