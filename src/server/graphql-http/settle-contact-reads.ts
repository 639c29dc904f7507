import type { GraphQLRequestContextWillSendResponse } from "@apollo/server";
import type { GatewayContext } from "../../graphql/request/context.js";
import { fromGraphQLError, toPublicError } from "../answers/public-error.js";
import { logErrors, type Logger } from "../observability/logger.js";

type Data = Record<string, unknown>;

/**
 * Writes down which contact data an answer shows, before it leaves. What cannot be written down is taken out of the answer
 * again: null stands in its place, with AUDIT_UNAVAILABLE at its path.
 */
export async function settleContactReads(
  { response: { body }, contextValue }: GraphQLRequestContextWillSendResponse<GatewayContext>,
  logger: Logger,
): Promise<void> {
  const { contactReads, requestId } = contextValue;
  if (contactReads === null || contactReads.isEmpty || body.kind !== "single") return;
  const result = body.singleResult;
  const { data } = result;
  // Nothing is shown, so there is nothing to write down.
  if (data === null || data === undefined) return;
  try {
    await contactReads.write();
  } catch (error) {
    const failure = fromGraphQLError(error);
    const { places } = contactReads;
    logErrors(
      logger,
      places.map(() => failure),
      requestId,
    );
    for (const path of places) takeOut(data, path);
    const errors = places.map((path) => toPublicError(failure, { path }));
    result.errors = [...(result.errors ?? []), ...errors];
  }
}

/** Puts null at a path of the answer; above it there may be null already. */
function takeOut(data: Data, path: readonly (string | number)[]): void {
  const last = path.at(-1);
  let at: unknown = data;
  for (const step of path.slice(0, -1)) {
    if (typeof at !== "object" || at === null) return;
    at = (at as Data)[step];
  }
  if (typeof at === "object" && at !== null && last !== undefined) (at as Data)[last] = null;
}
