import { type Answer, missing, notProven, ok } from "./finding.js";

const remedy = "Synchronize this machine's clock, by NTP.";

/** What a `Date` of an answer says of this machine's clock. It tells whole seconds, and was on its way. */
const toleranceMs = 5000;

/**
 * @param aheadMs how far the other clock is ahead of this machine's; null without a `Date`
 * @param limitMs how far apart they may be
 */
export function clockAnswer(aheadMs: number | null, limitMs: number): Answer {
  if (aheadMs === null) return notProven("no answer told the time");
  const apartMs = Math.abs(aheadMs);
  if (apartMs <= toleranceMs) return ok("agrees with this machine's");
  const seconds = Math.round(apartMs / 1000);
  const length = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
  const text = `${length} ${aheadMs > 0 ? "ahead of" : "behind"} this machine's`;
  return apartMs > limitMs ? missing(text, remedy) : ok(text);
}
