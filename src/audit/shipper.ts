import type { AuditSink } from "./audit-sink.js";

/** Lines that may wait for a sink that is slow; what comes on top is not sent. */
const maximumWaiting = 10_000;

/** Hands lines to a sink, one write at a time. What the sink does not take is counted, and never fails the work. */
export class Shipper {
  private waiting: string[] = [];
  private running: Promise<void> = Promise.resolve();
  private isRunning = false;

  constructor(
    private readonly sink: AuditSink,
    private readonly onLost: (sink: string, lines: number) => void,
  ) {}

  ship(lines: readonly string[]): void {
    const room = maximumWaiting - this.waiting.length;
    if (lines.length > room) this.onLost(this.sink.name, lines.length - room);
    this.waiting.push(...lines.slice(0, room));
    if (this.isRunning || this.waiting.length === 0) return;
    this.isRunning = true;
    this.running = this.run();
  }

  /** Resolves when nothing waits. */
  idle(): Promise<void> {
    return this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const lines = this.waiting.splice(0);
      try {
        await this.sink.write(lines);
      } catch {
        this.onLost(this.sink.name, lines.length);
      }
    }
    this.isRunning = false;
  }
}
