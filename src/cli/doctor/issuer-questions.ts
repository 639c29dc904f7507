import {
  fetchKeySet,
  type KeyFetchOptions,
  timeoutMs,
} from "../../authorization/tokens/key-fetcher.js";
import { maximumSecondsAhead } from "../../authorization/tokens/token-claims.js";
import { uriOf } from "../../authorization/tokens/trusted-issuer.js";
import type { Config } from "../../config/config.js";
import type { Tunnels } from "../../network/tunnels.js";
import { clockAnswer } from "./clock-answer.js";
import { type Answer, finding, type Findings, missing, ok } from "./finding.js";

type Issuer = Config["issuers"][number];

/** Whether the issuer's tokens could be judged. */
export async function* askIssuer(issuer: Issuer, tunnels?: Tunnels): Findings {
  const about = `issuer ${issuer.issuer}`;
  let aheadMs: number | null = null;
  const onDate = (date: number) => (aheadMs = date - Date.now());
  const agent = tunnels?.agent(timeoutMs);
  yield finding(about, "keys", await keysAnswer(uriOf(issuer), { agent, onDate }));
  yield finding(about, "clock", clockAnswer(aheadMs, maximumSecondsAhead * 1000));
}

async function keysAnswer(uri: string, options: KeyFetchOptions): Promise<Answer> {
  try {
    const { size } = await fetchKeySet(uri, options);
    return ok(`${size} that can be used`);
  } catch (error) {
    const remedy = `Make ${uri} answer to this machine with keys for RS256; see issuers[].jwksUri.`;
    return missing(problemOf(error), remedy);
  }
}

/** A code of Node's, or a sentence of our own; what the issuer has sent stands in neither. */
function problemOf(error: unknown): string {
  const { name, code, message = "" } = error as Partial<NodeJS.ErrnoException>;
  if (name === "TimeoutError") return "no answer in time";
  if (code !== undefined && /^[A-Z][A-Z0-9_]{1,60}$/.test(code))
    return `cannot be reached: ${code}`;
  const status = /^The issuer's keys were answered with status (\d{3})\.$/.exec(message)?.[1];
  if (status !== undefined) return `answered with status ${status}`;
  return "the answer holds no key that can be used";
}
