import { Bulkhead } from "../../../../src/cognito/gate/bulkhead.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const overloaded = { code: "OVERLOADED" };

function bulkheadUnderTest(underWay: number, waiting: number) {
  const refuse = jest.fn(() => new GatewayError("OVERLOADED"));
  const bulkhead = new Bulkhead({ underWay, waiting }, refuse);
  const order: string[] = [];
  const enter = async (name: string, waitMs = 1000) => {
    const leave = await bulkhead.enter(waitMs);
    order.push(name);
    return leave;
  };
  return { bulkhead, enter, order, refuse };
}

describe("Bulkhead", () => {
  it("lets in as many as it has places for, and nobody else", async () => {
    const { bulkhead, enter, order } = bulkheadUnderTest(2, 5);
    await Promise.all([enter("a"), enter("b")]);
    void enter("c");
    await jest.advanceTimersByTimeAsync(1);
    expect(order).toEqual(["a", "b"]);
    expect([bulkhead.underWay, bulkhead.waiting]).toEqual([2, 1]);
  });

  it("serves those who wait in the order in which they came", async () => {
    const { enter, order } = bulkheadUnderTest(1, 5);
    const leave = await enter("a");
    const later = ["b", "c", "d"].map(async (name) => {
      const end = await enter(name);
      end();
    });
    leave();
    await Promise.all(later);
    expect(order).toEqual(["a", "b", "c", "d"]);
  });

  it("gives a free place to who waits, not to who comes at that moment", async () => {
    const { bulkhead, enter, order } = bulkheadUnderTest(1, 5);
    const leave = await enter("a");
    const waiting = enter("b");
    leave();
    const late = enter("c");
    expect(bulkhead.underWay).toBe(1);
    (await waiting)();
    await late;
    expect(order).toEqual(["a", "b", "c"]);
  });

  it("refuses at once when the queue is full", async () => {
    const { enter, bulkhead, refuse } = bulkheadUnderTest(1, 1);
    await enter("a");
    void enter("b");
    await expect(enter("c")).rejects.toMatchObject(overloaded);
    expect(bulkhead.waiting).toBe(1);
    expect(refuse).toHaveBeenCalledTimes(1);
  });

  it("refuses at once whoever would wait too long, by how the queue has moved", async () => {
    const { bulkhead, enter, order } = bulkheadUnderTest(1, 100);
    const leaveFirst = await enter("first");
    // One is admitted in every 100 ms.
    const serve = async (name: string) => {
      const leave = await enter(name, 60_000);
      setTimeout(leave, 100);
    };
    const served = Array.from({ length: 12 }, (_, index) => serve(String(index)));
    await jest.advanceTimersByTimeAsync(100);
    // Nobody has been admitted yet: how long it takes is not known.
    expect(bulkhead.isFullFor(1)).toBe(false);
    leaveFirst();
    await jest.advanceTimersByTimeAsync(100);
    expect(bulkhead.waiting).toBe(10);
    expect([bulkhead.isFullFor(1099), bulkhead.isFullFor(1101)]).toEqual([true, false]);
    await expect(enter("late", 1099)).rejects.toMatchObject(overloaded);
    const last = serve("last");
    await jest.advanceTimersByTimeAsync(1200);
    await Promise.all([...served, last]);
    expect(order.at(-1)).toBe("last");
    // Once nobody waits any more, nothing is held against who comes.
    await jest.advanceTimersByTimeAsync(100);
    const leave = await enter("alone");
    const next = enter("next", 1);
    leave();
    (await next)();
    expect(order.slice(-2)).toEqual(["alone", "next"]);
  });

  it("refuses at once whoever may not wait", async () => {
    const { enter, bulkhead } = bulkheadUnderTest(1, 1);
    await enter("a");
    await expect(enter("b", 0)).rejects.toMatchObject(overloaded);
    expect(bulkhead.waiting).toBe(0);
  });

  it("takes out of the queue whose time is over, and does not serve them later", async () => {
    const { enter, bulkhead, order } = bulkheadUnderTest(1, 2);
    const leave = await enter("a");
    const impatient = expect(enter("b", 10)).rejects.toMatchObject(overloaded);
    const patient = enter("c", 1000);
    await jest.advanceTimersByTimeAsync(10);
    await impatient;
    expect(bulkhead.waiting).toBe(1);
    leave();
    await patient;
    expect(order).toEqual(["a", "c"]);
  });

  it("counts one end once", async () => {
    const { enter, bulkhead } = bulkheadUnderTest(2, 1);
    const leave = await enter("a");
    await enter("b");
    leave();
    leave();
    expect(bulkhead.underWay).toBe(1);
  });

  it("leaves no timer behind for those who were let in", async () => {
    const { enter } = bulkheadUnderTest(1, 1);
    const leave = await enter("a");
    const waiting = enter("b");
    leave();
    await waiting;
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe("a batch", () => {
  it("leaves a quarter of the places to others, and its calls wait without being counted", async () => {
    const { bulkhead } = bulkheadUnderTest(4, 1);
    const leaves = await Promise.all([1, 2, 3].map(() => bulkhead.enterAsBatch(1000)));
    const later = [1, 2, 3].map(() => bulkhead.enterAsBatch(1000));
    expect([bulkhead.underWay, bulkhead.waiting, bulkhead.batchesWaiting]).toEqual([3, 0, 3]);
    const single = await bulkhead.enter(0);
    expect(bulkhead.underWay).toBe(4);
    single();
    expect(bulkhead.underWay).toBe(3);
    for (const leave of leaves) leave();
    for (const leave of await Promise.all(later)) leave();
    expect([bulkhead.underWay, bulkhead.batchesWaiting]).toEqual([0, 0]);
  });

  it("is served behind those who came later", async () => {
    const { bulkhead, enter, order } = bulkheadUnderTest(1, 5);
    const leave = await enter("a");
    const batch = bulkhead.enterAsBatch(1000).then((end) => {
      order.push("batch");
      end();
    });
    const single = enter("b").then((end) => {
      end();
    });
    leave();
    await Promise.all([batch, single]);
    expect(order).toEqual(["a", "b", "batch"]);
  });

  it("is refused what has no place in time", async () => {
    const { bulkhead, enter } = bulkheadUnderTest(1, 5);
    await enter("a");
    const late = expect(bulkhead.enterAsBatch(50)).rejects.toMatchObject(overloaded);
    await jest.advanceTimersByTimeAsync(51);
    await late;
    await expect(bulkhead.enterAsBatch(0)).rejects.toMatchObject(overloaded);
    expect(bulkhead.batchesWaiting).toBe(0);
  });
});
