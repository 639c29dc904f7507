import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { AuditLog } from "../../audit/audit-log.js";
import type { CognitoCall } from "../../cognito/calls/call.js";
import type { TokenRefusal } from "../../errors/gateway-error.js";
import { registerAuditGauge } from "./audit-metrics.js";
import { type LoadSources, registerLoadGauges, type LoadShedReason } from "./load-metrics.js";

/** What /metrics shows. Labels are drawn from closed lists, so no caller can make new series. */
export class Metrics {
  private readonly registry = new Registry();

  private readonly requests = new Counter({
    name: "gateway_requests_total",
    help: "Requests by kind of operation (none: refused before one was read) and result: OK, or the code of the first error.",
    labelNames: ["operation", "result"] as const,
    registers: [this.registry],
  });

  private readonly requestSeconds = new Histogram({
    name: "gateway_request_duration_seconds",
    help: "How long GraphQL requests, and others that were refused, took from their headers to the end of the answer.",
    labelNames: ["operation", "status"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  private readonly refusedTokens = new Counter({
    name: "gateway_refused_tokens_total",
    help: "Requests whose bearer token was refused, by reason.",
    labelNames: ["reason"] as const,
    registers: [this.registry],
  });

  private readonly calls = new Counter({
    name: "gateway_cognito_calls_total",
    help: "Calls to Cognito by pool, operation and result: OK or an error code. Retries count once.",
    labelNames: ["pool", "operation", "result"] as const,
    registers: [this.registry],
  });

  private readonly callSeconds = new Histogram({
    name: "gateway_cognito_call_seconds",
    help: "How long calls to Cognito took, second attempts included.",
    labelNames: ["operation"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  private readonly logFailures = new Counter({
    name: "gateway_log_failures_total",
    help: "Log lines that could not be written, and are lost.",
    registers: [this.registry],
  });

  private readonly auditRecords = new Counter({
    name: "gateway_audit_records_total",
    help: "Audit records that are durable.",
    registers: [this.registry],
  });

  private readonly auditFailures = new Counter({
    name: "gateway_audit_failures_total",
    help: "Writes of the audit log that failed; while they do, mutations are refused.",
    registers: [this.registry],
  });

  private readonly auditNotShipped = new Counter({
    name: "gateway_audit_not_shipped_total",
    help: "Audit records that a second place has not taken; they are in the file.",
    labelNames: ["sink"] as const,
    registers: [this.registry],
  });

  private readonly refusals = new Counter({
    name: "gateway_refused_total",
    help: "Requests and calls to Cognito that were refused before they cost anything, by reason.",
    labelNames: ["reason"] as const,
    registers: [this.registry],
  });

  private readonly unreadAnswers = new Counter({
    name: "gateway_unread_answers_total",
    help: "Connections that were ended since their clients did not read the answer: for too long, or too much of it.",
    labelNames: ["reason"] as const,
    registers: [this.registry],
  });

  private readonly reloads = new Counter({
    name: "gateway_reloads_total",
    help: "Files that were read again while the gateway runs, by what they are and result: OK or FAILED.",
    labelNames: ["files", "result"] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  readonly contentType = this.registry.contentType;

  countRequest(operation: "query" | "mutation" | "none", result: string): void {
    this.requests.inc({ operation, result });
  }

  /** One request that has ended; its status is told by its class alone. */
  observeRequest(operation: "query" | "mutation" | "none", status: number, ms: number): void {
    const kind = `${String(Math.floor(status / 100))}xx`;
    this.requestSeconds.observe({ operation, status: kind }, ms / 1000);
  }

  countRefusedToken(reason: TokenRefusal): void {
    this.refusedTokens.inc({ reason });
  }

  countCall({ poolId, operation, result, durationMs }: CognitoCall): void {
    this.calls.inc({ pool: poolId, operation, result });
    this.callSeconds.observe({ operation }, durationMs / 1000);
  }

  countRefusal(reason: LoadShedReason): void {
    this.refusals.inc({ reason });
  }

  countReload(files: string, result: "OK" | "FAILED"): void {
    this.reloads.inc({ files, result });
  }

  countUnreadAnswer(reason: "time" | "bytes"): void {
    this.unreadAnswers.inc({ reason });
  }

  /** Shows which gateway this is from now on; to be called once. */
  tellBuild(version: string): void {
    new Gauge({
      name: "gateway_build_info",
      help: "1, with the versions of the gateway and of Node.",
      labelNames: ["version", "node"] as const,
      registers: [this.registry],
    }).set({ version, node: process.versions.node }, 1);
  }

  /** Shows what is under way from now on; to be called once. */
  watchLoad(requests: LoadSources["requests"], pools: LoadSources["pools"]): void {
    registerLoadGauges(this.registry, { requests, pools });
  }

  /** Shows how much room the audit log has left from now on; to be called once. */
  watchAudit(audit: Pick<AuditLog, "freeBytes">): void {
    registerAuditGauge(this.registry, audit);
  }

  countLogFailure(): void {
    this.logFailures.inc();
  }

  countAuditRecords(records: number): void {
    this.auditRecords.inc(records);
  }

  countAuditFailure(): void {
    this.auditFailures.inc();
  }

  countAuditNotShipped(sink: string, records: number): void {
    this.auditNotShipped.inc({ sink }, records);
  }

  /** The metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}
