// One run's processes, and what can be asked of them.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLoad, startService, startUpstream } from "./children.mjs";
import { gatewayConfig } from "./gateway-config.mjs";
import { startIssuer } from "./issuer.mjs";
import { variants } from "./variants.mjs";
import { requestsOf, works } from "./works.mjs";

export class Run {
  #services = new Map();
  #started = 0;

  static async start() {
    const run = new Run();
    run.folder = mkdtempSync(join(tmpdir(), "throughput-"));
    [run.issuer, run.upstream, run.load] = await Promise.all([
      startIssuer(),
      startUpstream(),
      startLoad(),
    ]);
    return run;
  }

  /** A process of this variant, started when it is first asked for. */
  async service(name) {
    const known = this.#services.get(name);
    if (known !== undefined) return known;
    const service = await this.startService(name);
    this.#services.set(name, service);
    return service;
  }

  /** Another process of this variant, whose end is the caller's; `limits` of the gateway in place of the bench's. */
  async startService(name, limits = {}) {
    this.#started += 1;
    const unique = `${name}-${this.#started}`;
    const configFile = join(this.folder, `${unique}.json`);
    const places = { issuer: this.issuer.issuer, upstreamUrl: this.upstream.url };
    const auditFile = join(this.folder, unique, "audit.jsonl");
    writeFileSync(configFile, JSON.stringify(gatewayConfig({ ...places, auditFile, limits })));
    const more = { ...places, configFile, folder: this.folder };
    return startService(variants[name], { ...more, name: unique });
  }

  /** The headers of every request: all send what the gateway asks for, so that all read as much. */
  get headers() {
    return {
      "content-type": "application/json",
      accept: "application/json",
      authorization: `Bearer ${this.issuer.token}`,
    };
  }

  /** The answer to one request of a work. */
  async ask({ url, variant }, work, connection = 0) {
    const { path, bodies } = requestsOf(work, variant, connection);
    const response = await globalThis.fetch(url + path, {
      ...{ method: "POST", headers: this.headers, body: bodies[0] },
    });
    const text = await response.text();
    if (response.status !== 200)
      throw new Error(`${work}: status ${response.status}, ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }

  /** So many requests of a work; answers with what the load saw and what the processes spent meanwhile. */
  async push(service, work, amount) {
    const { connections } = works[work];
    const requests = Array.from({ length: connections }, (_, connection) =>
      requestsOf(work, service.variant, connection),
    );
    await this.upstream.ask("counts");
    const askCpu = () =>
      Promise.all([service, this.upstream, this.load].map(({ ask }) => ask("cpu")));
    const before = await askCpu();
    const seen = await this.load.ask("run", {
      url: service.url,
      path: requests[0].path,
      headers: this.headers,
      perConnection: requests.map(({ bodies }) => bodies),
      amount,
    });
    const after = await askCpu();
    const [spent, upstream, load] = after.map((cpu, index) => microseconds(cpu, before[index]));
    const counts = await this.upstream.ask("counts");
    return { ...seen, counts, cpu: { service: spent, upstream, load } };
  }

  async stop() {
    await Promise.all([...this.#services.values()].map((service) => service.stop()));
    await Promise.all([this.upstream.stop(), this.load.stop()]);
    this.issuer.stop();
    rmSync(this.folder, { recursive: true });
  }
}

const microseconds = (after, before) => after.user + after.system - before.user - before.system;
