import { createHmac, randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Principal } from "../../authorization/principal.js";
import type { RequestFacts } from "../../graphql/request/request-facts.js";
import type { HttpError } from "../answers/http-error.js";
import type { Logger } from "./logger.js";
import type { Metrics } from "./metrics.js";

/** A request, as far as its line tells of it. */
interface ToldRequest {
  readonly id: string;
  readonly principal: Principal | null;
  readonly facts: RequestFacts;
}

/** GraphQL's names have no other signs; a longer one is left out. */
const operationNamePattern = /^\w{1,64}$/;

/**
 * Writes the one line of each request that was for GraphQL or was refused, once it is answered or its client is gone, and its work
 * is done. What probes ask is left out.
 */
export class RequestLines {
  /**
   * Of this process alone, so that its lines of one caller can be put together, and nobody can find out whose they are by hashing
   * names. Who did what is the audit log's business.
   */
  private readonly key = randomBytes(32);

  constructor(
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  /** Watches a request from its beginning. */
  watch(request: ToldRequest, response: ServerResponse): void {
    const startedAt = performance.now();
    response.once("close", () => {
      const milliseconds = performance.now() - startedAt;
      const write = () => {
        this.write(request, response.statusCode, milliseconds);
      };
      const { work } = request.facts;
      if (work === undefined) write();
      else void work.then(write, write);
    });
  }

  /** The line of what was no request that could be read. */
  writeUnreadable(requestId: string, { statusCode: status, code }: HttpError): void {
    this.logger.info({ requestId, status, codes: [code] }, "request");
  }

  private write(
    { id: requestId, principal, facts }: ToldRequest,
    status: number,
    milliseconds: number,
  ): void {
    const { operation, operationName, codes, isForGraphQL } = facts;
    if (!isForGraphQL && codes.length === 0) return;
    this.metrics.observeRequest(operation ?? "none", status, milliseconds);
    const isNamed = operationName !== undefined && operationNamePattern.test(operationName);
    this.logger.info(
      {
        requestId,
        operation,
        operationName: isNamed ? operationName : undefined,
        status,
        durationMs: Math.round(milliseconds),
        codes,
        caller: principal === null ? undefined : this.hashOf(principal),
      },
      "request",
    );
  }

  private hashOf({ issuer, subject }: Principal): string {
    const text = JSON.stringify([issuer, subject]);
    return createHmac("sha256", this.key).update(text).digest("base64url").slice(0, 16);
  }
}
