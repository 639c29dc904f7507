import { Writable } from "node:stream";
import { StandardOutput } from "../../../../src/server/observability/standard-output.js";

/** A pipe whose reader takes one write each time it is told to, or is gone. */
function createPipe() {
  const taken: string[] = [];
  let release: ((error?: Error) => void) | undefined;
  const stream = new Writable({
    decodeStrings: false,
    autoDestroy: false,
    write: (text: string, _encoding, done) => {
      release = (error) => {
        release = undefined;
        if (error === undefined) taken.push(text);
        done(error);
      };
    },
  });
  return { stream, taken, settleOne: (error?: Error) => release?.(error) };
}

const lineOf = (letter: string, length: number) => `${letter.repeat(length - 1)}\n`;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const quarter = 256 * 1024;

describe("standard output that nobody reads", () => {
  it("keeps a mebibyte of lines, and loses what does not fit", async () => {
    const { stream, taken, settleOne } = createPipe();
    let lost = 0;
    const output = new StandardOutput(() => (lost += 1), stream);
    for (const letter of ["a", "b", "c", "d"]) output.write(lineOf(letter, quarter));
    expect(lost).toBe(0);
    output.write("e\n");
    expect(lost).toBe(1);
    settleOne();
    await turn();
    output.write("f\n");
    for (let times = 0; times < 4; times += 1) {
      settleOne();
      await turn();
    }
    expect(taken.map((text) => text[0])).toEqual(["a", "b", "c", "d", "f"]);
    expect(lost).toBe(1);
  });

  it("is waited for at a stop, but not for ever", async () => {
    const { stream } = createPipe();
    const output = new StandardOutput(() => undefined, stream);
    await output.flush(1_000_000);
    output.write("a\n");
    await output.flush(1);
  });

  it("is flushed once all was taken", async () => {
    const { stream, taken, settleOne } = createPipe();
    const output = new StandardOutput(() => undefined, stream);
    output.write("a\n");
    const flushed = output.flush(1_000_000);
    settleOne();
    await turn();
    settleOne();
    await flushed;
    expect(taken).toEqual(["a\n", ""]);
  });
});

describe("standard output whose reader is gone", () => {
  it("loses each line, once, and never ends the process", async () => {
    const { stream, settleOne } = createPipe();
    let lost = 0;
    const output = new StandardOutput(() => (lost += 1), stream);
    for (const text of ["a\n", "b\n", "c\n"]) output.write(text);
    settleOne(new Error("EPIPE"));
    await turn();
    expect(lost).toBe(3);
    // Nothing of them still takes up room.
    await output.flush(1_000_000);
  });
});

describe("a terminal", () => {
  it("is told not to block", () => {
    const setBlocking = jest.fn();
    const { stream } = createPipe();
    new StandardOutput(
      () => undefined,
      Object.assign(stream, { isTTY: true, _handle: { setBlocking } }),
    );
    expect(setBlocking).toHaveBeenCalledWith(false);
  });
});
