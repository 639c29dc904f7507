import { standardOutputSink } from "../../../../src/audit/sinks/audit-sink.js";

const { signal } = new AbortController();

describe("the sink on standard output", () => {
  it("tells how many lines were not taken", async () => {
    const seen: string[] = [];
    const sink = standardOutputSink({
      offer: (line, settle) => {
        seen.push(line);
        settle(line !== "b\n");
      },
    });
    expect(await sink.write(["a\n", "b\n", "c\n"], signal)).toMatchObject({ settled: 3, lost: 1 });
    expect(seen).toEqual(["a\n", "b\n", "c\n"]);
  });

  it("waits for nobody for long", async () => {
    const sink = standardOutputSink({ offer: () => undefined });
    expect(await sink.write(["a\n"], signal)).toMatchObject({ settled: 1, lost: 1 });
  });

  it("gives up at the end", async () => {
    const ending = new AbortController();
    const sink = standardOutputSink({ offer: () => undefined });
    const written = sink.write(["a\n"], ending.signal);
    ending.abort();
    await expect(written).rejects.toThrow();
  });
});
