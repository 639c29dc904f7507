import { setTimeout } from "node:timers/promises";
import type { AuditSink } from "./audit-sink.js";

/** Lines that may wait for a sink that is slow or away, and their length in all; what comes on top is not sent. */
const maximumWaiting = 10_000;
const maximumWaitingBytes = 16 * 1024 * 1024;

/** The pause behind a first failure, which doubles; and the longest, since somebody waits for the sink to be well again. */
const firstPauseMs = 100;
const maximumPauseMs = 30_000;

/** What a shipper tells, by the name of its sink. */
export interface ShipperObserver {
  /** Lines that the sink has not got, and will not. */
  onNotShipped?(sink: string, lines: number): void;
  /** The first failure behind what went well. */
  onShippingFailure?(sink: string, error: unknown): void;
  /** What went well first behind a failure. */
  onShippedAgain?(sink: string): void;
}

/** Hands lines to a sink, one write at a time. What the sink does not take is counted, and never fails the work. */
export class Shipper {
  private waiting: string[] = [];
  private waitingBytes = 0;
  private running: Promise<void> = Promise.resolve();
  private isRunning = false;
  private isPrepared: boolean;
  private isFailing = false;
  private isHurried = false;
  private pauseMs = firstPauseMs;
  private readonly ending = new AbortController();
  private pausing = new AbortController();

  constructor(
    private readonly sink: AuditSink,
    private readonly observer: ShipperObserver,
  ) {
    this.isPrepared = sink.prepare === undefined;
    this.start();
  }

  ship(lines: readonly string[]): void {
    let taken = 0;
    for (const line of lines) {
      if (!this.hasRoomFor(line)) break;
      this.waiting.push(line);
      this.waitingBytes += line.length;
      taken += 1;
    }
    if (taken < lines.length) this.lose(lines.length - taken, overflow);
    this.start();
  }

  /** Resolves when nothing waits. */
  idle(): Promise<void> {
    return this.running;
  }

  /** Pauses no longer than a moment from now on: the end is near. */
  hurry(): void {
    this.isHurried = true;
    this.pausing.abort();
  }

  /** Counts what still waits as lost, and gives the sink free. */
  end(): void {
    this.ending.abort();
    this.pausing.abort();
    this.drop(this.waiting.length, this.waiting.length, overdue);
    this.sink.close?.();
  }

  private hasRoomFor(line: string): boolean {
    const isFull =
      this.waiting.length >= maximumWaiting ||
      this.waitingBytes + line.length > maximumWaitingBytes;
    return !isFull && !this.ending.signal.aborted;
  }

  private start(): void {
    if (this.isRunning || !this.hasWork()) return;
    this.isRunning = true;
    this.running = this.run();
  }

  /** At the end nobody needs a place for lines that there are none of. */
  private hasWork(): boolean {
    const { isPrepared, isHurried, waiting } = this;
    return waiting.length > 0 || (!isPrepared && !isHurried && !this.ending.signal.aborted);
  }

  private async run(): Promise<void> {
    while (this.hasWork()) {
      const offered = this.waiting.length;
      try {
        await this.step();
      } catch (error) {
        if (this.ending.signal.aborted) break;
        this.fail(error);
        if (this.sink.isTriedAgain) await this.pause();
        else this.drop(offered, offered, error);
      }
    }
    this.isRunning = false;
  }

  private async step(): Promise<void> {
    const { signal } = this.ending;
    if (this.isPrepared) {
      const { settled, lost, cause } = await this.sink.write([...this.waiting], signal);
      this.drop(settled, lost, cause);
      if (lost > 0) return;
    } else {
      await this.sink.prepare?.(signal);
      this.isPrepared = true;
    }
    this.succeed();
  }

  /** Takes the first lines off; none are left once the end has counted them. */
  private drop(settled: number, lost: number, cause: unknown): void {
    const gone = this.waiting.splice(0, settled);
    for (const line of gone) this.waitingBytes -= line.length;
    if (gone.length > 0 && lost > 0) this.lose(lost, cause);
  }

  private lose(lines: number, cause: unknown): void {
    this.observer.onNotShipped?.(this.sink.name, lines);
    this.fail(cause);
  }

  private fail(error: unknown): void {
    if (this.isFailing) return;
    this.isFailing = true;
    this.observer.onShippingFailure?.(this.sink.name, error);
  }

  private succeed(): void {
    this.pauseMs = firstPauseMs;
    if (!this.isFailing) return;
    this.isFailing = false;
    this.observer.onShippedAgain?.(this.sink.name);
  }

  private async pause(): Promise<void> {
    const pauseMs = this.isHurried ? firstPauseMs : this.pauseMs;
    this.pauseMs = Math.min(this.pauseMs * 2, maximumPauseMs);
    this.pausing = new AbortController();
    const { signal } = this.pausing;
    await setTimeout(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

const named = (name: string): Error => Object.assign(new Error(), { name });
const overflow = named("TooManyWaiting");
const overdue = named("NotTakenInTime");
