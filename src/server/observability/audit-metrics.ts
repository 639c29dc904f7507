import { Gauge, type Registry } from "prom-client";
import type { AuditLog } from "../../audit/audit-log.js";

/** How long the metrics wait for the disk: the rest of them must be seen also when it hangs. */
const patienceMs = 500;

/** Puts into the registry how much room the audit log has left: without a value while its disk does not say. */
export function registerAuditGauge(registry: Registry, audit: Pick<AuditLog, "freeBytes">): void {
  let asking: Promise<number | null> | undefined;
  // One question at a time: a disk that hangs must not be asked again by everybody who comes.
  const ask = () =>
    (asking ??= audit
      .freeBytes()
      .catch(() => null)
      .finally(() => (asking = undefined)));
  new Gauge({
    name: "gateway_audit_free_bytes",
    help: "Bytes that are free for the audit log on its volume; absent while its disk does not say.",
    registers: [registry],
    async collect() {
      const bytes = await withPatience(ask());
      if (bytes === null) this.remove();
      else this.set(bytes);
    },
  });
}

async function withPatience(answer: Promise<number | null>): Promise<number | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null);
  });
  const first = await Promise.race([answer, patience]);
  clearTimeout(timer);
  return first;
}
